CREATE SCHEMA "generation_costs";
--> statement-breakpoint
CREATE TABLE "generation_costs"."charges" (
	"attempt_id" text PRIMARY KEY NOT NULL,
	"generation_id" text NOT NULL,
	"ebook_id" text,
	"pages" integer[] NOT NULL,
	"purpose" text NOT NULL,
	"route" text NOT NULL,
	"model" text NOT NULL,
	"requested_model" text NOT NULL,
	"provider" text,
	"outcome" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"images_returned" integer,
	"usage" text,
	"amount" numeric,
	"source" text,
	"reported" numeric,
	"computed" numeric,
	"simulated" boolean NOT NULL,
	"fingerprint" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."conflicts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "generation_costs"."conflicts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"attempt_id" text NOT NULL,
	"fingerprint" text NOT NULL,
	"received" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conflicts_content" UNIQUE("attempt_id","fingerprint")
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."ebooks" (
	"ebook_id" text PRIMARY KEY NOT NULL,
	"title" text,
	"theme_id" text,
	"simulated" boolean,
	"requested_at" timestamp with time zone,
	"attempt_count" integer,
	"reported_total" numeric,
	"calculated_for" integer,
	"calculated_unresolved" integer
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."holds" (
	"attempt_id" text PRIMARY KEY NOT NULL,
	"ebook_id" text NOT NULL,
	"model" text NOT NULL,
	"amount" numeric,
	"simulated" boolean NOT NULL,
	"reserved_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."kept_pages" (
	"ebook_id" text NOT NULL,
	"page_number" integer NOT NULL,
	"attempt_id" text NOT NULL,
	CONSTRAINT "kept_pages_ebook_id_page_number_pk" PRIMARY KEY("ebook_id","page_number")
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."price_versions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "generation_costs"."price_versions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"model" text NOT NULL,
	"meter" text NOT NULL,
	"unit" text NOT NULL,
	"unit_price" numeric NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	CONSTRAINT "price_versions_key" UNIQUE("model","meter","valid_from")
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."unresolved_attempts" (
	"attempt_id" text PRIMARY KEY NOT NULL,
	"generation_id" text NOT NULL,
	"ebook_id" text,
	"pages" integer[] NOT NULL,
	"purpose" text NOT NULL,
	"route" text NOT NULL,
	"requested_model" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"simulated" boolean NOT NULL,
	"usage" text,
	"fingerprint" text NOT NULL,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."usage_lines" (
	"attempt_id" text NOT NULL,
	"position" integer NOT NULL,
	"meter" text NOT NULL,
	"quantity" numeric NOT NULL,
	"unit" text NOT NULL,
	"unit_price" numeric,
	"amount" numeric,
	"price_version_id" bigint,
	CONSTRAINT "usage_lines_attempt_id_position_pk" PRIMARY KEY("attempt_id","position")
);
--> statement-breakpoint
CREATE INDEX "charges_newest" ON "generation_costs"."charges" USING btree ("simulated","occurred_at" DESC NULLS LAST,"attempt_id");--> statement-breakpoint
CREATE INDEX "charges_ebook" ON "generation_costs"."charges" USING btree ("ebook_id","occurred_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "charges_like" ON "generation_costs"."charges" USING btree ("requested_model","purpose","simulated","occurred_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "holds_ebook" ON "generation_costs"."holds" USING btree ("ebook_id");--> statement-breakpoint
CREATE INDEX "kept_pages_attempt" ON "generation_costs"."kept_pages" USING btree ("attempt_id");--> statement-breakpoint
CREATE INDEX "unresolved_ebook" ON "generation_costs"."unresolved_attempts" USING btree ("ebook_id");--> statement-breakpoint
CREATE FUNCTION "generation_costs"."refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '%.% is append-only: % is refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP;
END $$;
--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "generation_costs"."charges" FOR EACH STATEMENT EXECUTE FUNCTION "generation_costs"."refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "generation_costs"."usage_lines" FOR EACH STATEMENT EXECUTE FUNCTION "generation_costs"."refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "generation_costs"."price_versions" FOR EACH STATEMENT EXECUTE FUNCTION "generation_costs"."refuse_change"();
