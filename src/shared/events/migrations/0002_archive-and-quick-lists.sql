CREATE TABLE "events"."archived_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"aggregate_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"correlation" jsonb NOT NULL,
	"caused_by" uuid,
	"payload" jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"month" date NOT NULL,
	"deliveries" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events"."archived_months" (
	"month" date PRIMARY KEY NOT NULL,
	"events" bigint NOT NULL
);
--> statement-breakpoint
DROP INDEX "events"."deliveries_pending";--> statement-breakpoint
DROP INDEX "events"."events_ebook";--> statement-breakpoint
ALTER TABLE "events"."subscribers" ADD COLUMN "caught_up" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX "archived_events_month" ON "events"."archived_events" USING btree ("month");--> statement-breakpoint
CREATE INDEX "archived_events_ebook" ON "events"."archived_events" USING btree (("correlation" ->> 'ebookId'),"id");--> statement-breakpoint
CREATE INDEX "archived_events_name" ON "events"."archived_events" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "deliveries_retried" ON "events"."deliveries" USING btree ("event_id") WHERE tries > 1;--> statement-breakpoint
CREATE INDEX "events_name" ON "events"."events" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "deliveries_pending" ON "events"."deliveries" USING btree ("subscriber","id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "events_ebook" ON "events"."events" USING btree (("correlation" ->> 'ebookId'),"id");--> statement-breakpoint
CREATE VIEW "events"."history" AS (
    select id, name, aggregate_id, sequence, correlation, caused_by, payload, occurred_at, recorded_at from events.events
    union all
    select id, name, aggregate_id, sequence, correlation, caused_by, payload, occurred_at, recorded_at from events.archived_events);--> statement-breakpoint
ALTER TABLE "events"."deliveries" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000);
