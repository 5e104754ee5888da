CREATE SCHEMA "ebook_generation";
--> statement-breakpoint
CREATE TABLE "ebook_generation"."attempt_costs" (
	"attempt_id" text PRIMARY KEY NOT NULL,
	"ebook_id" text NOT NULL,
	"pages" integer[] NOT NULL,
	"amount" numeric,
	"simulated" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ebook_generation"."attempts" (
	"id" text PRIMARY KEY NOT NULL,
	"generation_id" text NOT NULL,
	"ebook_id" text NOT NULL,
	"page_number" integer NOT NULL,
	"token" integer NOT NULL,
	"status" text NOT NULL,
	"outcome" text,
	"purpose" text NOT NULL,
	"requested_model" text NOT NULL,
	"model" text,
	"request" text NOT NULL,
	"held_amount" numeric,
	"http_status" integer,
	"usage" text,
	"reported" numeric,
	"problem" text,
	"sent_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "ebook_generation"."ebooks" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"author" text,
	"theme_id" text NOT NULL,
	"audience" text NOT NULL,
	"page_count" integer NOT NULL,
	"trim" text NOT NULL,
	"seed" bigint NOT NULL,
	"cover_model" text NOT NULL,
	"page_model" text NOT NULL,
	"simulated" boolean NOT NULL,
	"estimate" jsonb,
	"status" text DEFAULT 'requested' NOT NULL,
	"reason_code" text,
	"reason_message" text,
	"requested_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"hidden_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "ebook_generation"."idempotency_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"request_hash" text NOT NULL,
	"ebook_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ebook_generation"."pages" (
	"ebook_id" text NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"prompt" text NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"token" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"drawing_since" timestamp with time zone,
	"image_key" text,
	"attempt_id" text,
	"problem" text,
	CONSTRAINT "pages_ebook_id_number_pk" PRIMARY KEY("ebook_id","number")
);
--> statement-breakpoint
CREATE INDEX "attempt_costs_ebook" ON "ebook_generation"."attempt_costs" USING btree ("ebook_id");--> statement-breakpoint
CREATE INDEX "attempts_page" ON "ebook_generation"."attempts" USING btree ("ebook_id","page_number","sent_at");--> statement-breakpoint
CREATE INDEX "ebooks_newest" ON "ebook_generation"."ebooks" USING btree ("requested_at" DESC NULLS LAST) WHERE hidden_at is null;--> statement-breakpoint
CREATE INDEX "ebooks_at_work" ON "ebook_generation"."ebooks" USING btree ("requested_at") WHERE status in ('requested', 'generating');--> statement-breakpoint
CREATE INDEX "pages_waiting" ON "ebook_generation"."pages" USING btree ("next_at") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "pages_drawing" ON "ebook_generation"."pages" USING btree ("lease_until") WHERE status = 'drawing';