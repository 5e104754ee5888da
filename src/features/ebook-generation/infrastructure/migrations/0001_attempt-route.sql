ALTER TABLE "ebook_generation"."attempts" ADD COLUMN "route" text DEFAULT 'images' NOT NULL;--> statement-breakpoint
ALTER TABLE "ebook_generation"."attempts" ADD COLUMN "provider_generation_id" text;