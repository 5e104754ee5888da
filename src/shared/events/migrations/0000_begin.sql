CREATE SCHEMA "events";
--> statement-breakpoint
CREATE TABLE "events"."aggregates" (
	"id" text PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events"."deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events"."deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_id" uuid NOT NULL,
	"subscriber" text NOT NULL,
	"aggregate_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp with time zone,
	"duration_ms" integer,
	"last_error" text,
	CONSTRAINT "deliveries_event_subscriber" UNIQUE("event_id","subscriber")
);
--> statement-breakpoint
CREATE TABLE "events"."events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"aggregate_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"correlation" jsonb NOT NULL,
	"caused_by" uuid,
	"payload" jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "events_aggregate_sequence" UNIQUE("aggregate_id","sequence")
);
--> statement-breakpoint
CREATE INDEX "deliveries_pending" ON "events"."deliveries" USING btree ("next_at","id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "deliveries_unhandled" ON "events"."deliveries" USING btree ("subscriber","aggregate_id","sequence") WHERE state <> 'handled';--> statement-breakpoint
CREATE INDEX "events_ebook" ON "events"."events" USING btree (("correlation" ->> 'ebookId'));