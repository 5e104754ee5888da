CREATE SCHEMA "ebook_catalog";
--> statement-breakpoint
CREATE TABLE "ebook_catalog"."attempts" (
	"id" text PRIMARY KEY NOT NULL,
	"ebook_id" text,
	"pages" integer[] NOT NULL,
	"simulated" boolean NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"charged" boolean NOT NULL,
	"amount" numeric
);
--> statement-breakpoint
CREATE TABLE "ebook_catalog"."ebook_costs" (
	"ebook_id" text NOT NULL,
	"simulated" boolean NOT NULL,
	"amount" numeric DEFAULT '0' NOT NULL,
	"charged_count" integer DEFAULT 0 NOT NULL,
	"unpriced_count" integer DEFAULT 0 NOT NULL,
	"unresolved_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "ebook_costs_ebook_id_simulated_pk" PRIMARY KEY("ebook_id","simulated")
);
--> statement-breakpoint
CREATE TABLE "ebook_catalog"."ebooks" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text,
	"author" text,
	"theme" text,
	"searched" text DEFAULT '' NOT NULL,
	"trim" text,
	"sheet_count" integer DEFAULT 0 NOT NULL,
	"simulated" boolean DEFAULT false NOT NULL,
	"requested_at" timestamp with time zone,
	"status" text DEFAULT 'requested' NOT NULL,
	"reason_code" text,
	"drawn_count" integer DEFAULT 0 NOT NULL,
	"cover_key" text,
	"deleted" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ebook_catalog"."pages" (
	"ebook_id" text NOT NULL,
	"number" integer NOT NULL,
	"status" text NOT NULL,
	CONSTRAINT "pages_ebook_id_number_pk" PRIMARY KEY("ebook_id","number")
);
--> statement-breakpoint
CREATE INDEX "attempts_month" ON "ebook_catalog"."attempts" USING btree ("simulated","occurred_at","charged","amount");--> statement-breakpoint
CREATE INDEX "attempts_lost" ON "ebook_catalog"."attempts" USING btree ("ebook_id") WHERE not charged;