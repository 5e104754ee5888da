CREATE SCHEMA "event_history";
--> statement-breakpoint
CREATE TABLE "event_history"."ebooks" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL
);
