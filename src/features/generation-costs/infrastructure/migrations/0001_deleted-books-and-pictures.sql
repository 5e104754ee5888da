ALTER TABLE "generation_costs"."ebooks" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "generation_costs"."kept_pages" ADD COLUMN "image_key" text;