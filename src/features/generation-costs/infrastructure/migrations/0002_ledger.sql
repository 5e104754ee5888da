CREATE TABLE "generation_costs"."adjustments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "generation_costs"."adjustments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"attempt_id" text NOT NULL,
	"kind" text NOT NULL,
	"amount" numeric NOT NULL,
	"amount_after" numeric,
	"lines" jsonb,
	"reason" text NOT NULL,
	"author" text NOT NULL,
	"repricing_id" bigint,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."ebook_spans" (
	"simulated" boolean NOT NULL,
	"ebook_id" text NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ebook_spans_simulated_ebook_id_pk" PRIMARY KEY("simulated","ebook_id")
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."marks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "generation_costs"."marks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"attempt_id" text,
	"ebook_id" text,
	"page" integer
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."proofs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "generation_costs"."proofs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"proved_at" timestamp with time zone NOT NULL,
	"took_ms" integer NOT NULL,
	"agrees" boolean NOT NULL,
	"result" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."repricings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "generation_costs"."repricings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"model" text,
	"simulated" boolean NOT NULL,
	"charges" integer NOT NULL,
	"amount" numeric NOT NULL,
	"priced" integer NOT NULL,
	"author" text NOT NULL,
	"applied_at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" text
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."rollups" (
	"simulated" boolean NOT NULL,
	"cut" text NOT NULL,
	"grain" integer NOT NULL,
	"bucket" timestamp with time zone NOT NULL,
	"model" text NOT NULL,
	"purpose" text NOT NULL,
	"outcome" text NOT NULL,
	"waste_reason" text NOT NULL,
	"theme_id" text NOT NULL,
	"ebook_id" text NOT NULL,
	"attempts" integer NOT NULL,
	"generations" integer NOT NULL,
	"unpriced" integer NOT NULL,
	"unresolved" integer NOT NULL,
	"wasted" integer NOT NULL,
	"kept_pages" integer NOT NULL,
	"images" integer NOT NULL,
	"told" integer NOT NULL,
	"tokens" numeric NOT NULL,
	"amount" numeric NOT NULL,
	"waste" numeric NOT NULL,
	CONSTRAINT "rollups_key" PRIMARY KEY("simulated","cut","grain","bucket","ebook_id","theme_id","model","purpose","outcome","waste_reason")
);
--> statement-breakpoint
CREATE TABLE "generation_costs"."standings" (
	"attempt_id" text PRIMARY KEY NOT NULL,
	"generation_id" text NOT NULL,
	"ebook_id" text,
	"theme_id" text,
	"pages" integer[] NOT NULL,
	"purpose" text NOT NULL,
	"model" text NOT NULL,
	"outcome" text NOT NULL,
	"waste_reason" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"simulated" boolean NOT NULL,
	"attempts" integer NOT NULL,
	"generations" integer NOT NULL,
	"unpriced" integer NOT NULL,
	"unresolved" integer NOT NULL,
	"wasted" integer NOT NULL,
	"kept_pages" integer NOT NULL,
	"images" integer NOT NULL,
	"told" integer NOT NULL,
	"tokens" numeric NOT NULL,
	"amount" numeric NOT NULL,
	"waste" numeric NOT NULL
);
--> statement-breakpoint
ALTER TABLE "generation_costs"."price_versions" DROP CONSTRAINT "price_versions_key";--> statement-breakpoint
DROP INDEX "generation_costs"."charges_newest";--> statement-breakpoint
DROP INDEX "generation_costs"."holds_ebook";--> statement-breakpoint
DROP INDEX "generation_costs"."charges_ebook";--> statement-breakpoint
ALTER TABLE "generation_costs"."price_versions" ALTER COLUMN "unit_price" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_costs"."charges" ADD COLUMN "http_status" integer;--> statement-breakpoint
ALTER TABLE "generation_costs"."charges" ADD COLUMN "variant" text;--> statement-breakpoint
ALTER TABLE "generation_costs"."charges" ADD COLUMN "megapixels" numeric;--> statement-breakpoint
ALTER TABLE "generation_costs"."ebooks" ADD COLUMN "estimate" jsonb;--> statement-breakpoint
ALTER TABLE "generation_costs"."price_versions" ADD COLUMN "provider" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_costs"."price_versions" ADD COLUMN "variant" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_costs"."price_versions" ADD COLUMN "condition" jsonb;--> statement-breakpoint
ALTER TABLE "generation_costs"."price_versions" ADD COLUMN "valid_to" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "generation_costs"."price_versions" ADD COLUMN "origin" text DEFAULT 'provider' NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_costs"."price_versions" ADD COLUMN "author" text;--> statement-breakpoint
CREATE INDEX "adjustments_attempt" ON "generation_costs"."adjustments" USING btree ("attempt_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "adjustments_repricing" ON "generation_costs"."adjustments" USING btree ("repricing_id","kind","attempt_id");--> statement-breakpoint
CREATE INDEX "ebook_spans_newest" ON "generation_costs"."ebook_spans" USING btree ("simulated","first_at" DESC NULLS LAST,"ebook_id");--> statement-breakpoint
CREATE INDEX "rollups_ebook" ON "generation_costs"."rollups" USING btree ("ebook_id","simulated","grain","bucket") WHERE cut = 'ebook';--> statement-breakpoint
CREATE INDEX "standings_newest" ON "generation_costs"."standings" USING btree ("simulated","occurred_at" DESC NULLS LAST,"attempt_id");--> statement-breakpoint
CREATE INDEX "standings_ebook" ON "generation_costs"."standings" USING btree ("ebook_id","occurred_at" DESC NULLS LAST,"attempt_id");--> statement-breakpoint
CREATE INDEX "standings_model" ON "generation_costs"."standings" USING btree ("simulated","model","occurred_at" DESC NULLS LAST,"attempt_id");--> statement-breakpoint
CREATE INDEX "standings_purpose" ON "generation_costs"."standings" USING btree ("simulated","purpose","occurred_at" DESC NULLS LAST,"attempt_id");--> statement-breakpoint
CREATE INDEX "standings_outcome" ON "generation_costs"."standings" USING btree ("simulated","outcome","occurred_at" DESC NULLS LAST,"attempt_id");--> statement-breakpoint
CREATE INDEX "standings_theme" ON "generation_costs"."standings" USING btree ("simulated","theme_id","occurred_at" DESC NULLS LAST,"attempt_id");--> statement-breakpoint
CREATE INDEX "standings_waste" ON "generation_costs"."standings" USING btree ("simulated","waste_reason","occurred_at" DESC NULLS LAST,"attempt_id") WHERE waste_reason is not null;--> statement-breakpoint
CREATE INDEX "standings_unpriced" ON "generation_costs"."standings" USING btree ("simulated","occurred_at" DESC NULLS LAST,"attempt_id") WHERE unpriced = 1;--> statement-breakpoint
CREATE INDEX "standings_unresolved" ON "generation_costs"."standings" USING btree ("simulated","occurred_at" DESC NULLS LAST,"attempt_id") WHERE unresolved = 1;--> statement-breakpoint
CREATE INDEX "standings_first" ON "generation_costs"."standings" USING btree ("generation_id","simulated") WHERE generations = 1;--> statement-breakpoint
CREATE INDEX "charges_generation" ON "generation_costs"."charges" USING btree ("generation_id","simulated","occurred_at","attempt_id");--> statement-breakpoint
CREATE INDEX "holds_open" ON "generation_costs"."holds" USING btree ("simulated","ebook_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "price_versions_key" ON "generation_costs"."price_versions" USING btree ("model","meter","valid_from" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "unresolved_generation" ON "generation_costs"."unresolved_attempts" USING btree ("generation_id","simulated","occurred_at","attempt_id");--> statement-breakpoint
CREATE INDEX "charges_ebook" ON "generation_costs"."charges" USING btree ("ebook_id");--> statement-breakpoint
ALTER TABLE "generation_costs"."price_versions" DISABLE TRIGGER "append_only";--> statement-breakpoint
UPDATE "generation_costs"."price_versions" SET "origin" = 'snapshot' WHERE "source" LIKE 'config/models.yaml%';--> statement-breakpoint
ALTER TABLE "generation_costs"."price_versions" ENABLE TRIGGER "append_only";--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "generation_costs"."adjustments" FOR EACH STATEMENT EXECUTE FUNCTION "generation_costs"."refuse_change"();
--> statement-breakpoint
CREATE FUNCTION "generation_costs"."mark_attempts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO generation_costs.marks (attempt_id) SELECT DISTINCT attempt_id FROM changed;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "mark" AFTER INSERT ON "generation_costs"."charges" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "generation_costs"."mark_attempts"();
--> statement-breakpoint
CREATE TRIGGER "mark" AFTER INSERT ON "generation_costs"."unresolved_attempts" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "generation_costs"."mark_attempts"();
--> statement-breakpoint
CREATE TRIGGER "mark" AFTER INSERT ON "generation_costs"."adjustments" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "generation_costs"."mark_attempts"();
--> statement-breakpoint
CREATE FUNCTION "generation_costs"."mark_pages"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO generation_costs.marks (attempt_id) SELECT DISTINCT attempt_id FROM changed;
	INSERT INTO generation_costs.marks (ebook_id, page) SELECT ebook_id, page_number FROM changed;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "mark_kept" AFTER INSERT ON "generation_costs"."kept_pages" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "generation_costs"."mark_pages"();
--> statement-breakpoint
CREATE TRIGGER "mark_given_up" AFTER DELETE ON "generation_costs"."kept_pages" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "generation_costs"."mark_pages"();
--> statement-breakpoint
CREATE FUNCTION "generation_costs"."mark_replaced"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO generation_costs.marks (attempt_id) VALUES (OLD.attempt_id), (NEW.attempt_id);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "mark_replaced" AFTER UPDATE ON "generation_costs"."kept_pages" FOR EACH ROW WHEN (OLD.attempt_id <> NEW.attempt_id) EXECUTE FUNCTION "generation_costs"."mark_replaced"();
--> statement-breakpoint
CREATE FUNCTION "generation_costs"."mark_ebook"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO generation_costs.marks (ebook_id) VALUES (NEW.ebook_id);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "mark_themed" AFTER INSERT ON "generation_costs"."ebooks" FOR EACH ROW WHEN (NEW.theme_id IS NOT NULL) EXECUTE FUNCTION "generation_costs"."mark_ebook"();
--> statement-breakpoint
CREATE TRIGGER "mark_rethemed" AFTER UPDATE ON "generation_costs"."ebooks" FOR EACH ROW WHEN (OLD.theme_id IS DISTINCT FROM NEW.theme_id) EXECUTE FUNCTION "generation_costs"."mark_ebook"();
--> statement-breakpoint
INSERT INTO "generation_costs"."marks" ("attempt_id") SELECT "attempt_id" FROM "generation_costs"."charges" UNION SELECT "attempt_id" FROM "generation_costs"."unresolved_attempts";
