CREATE TABLE "events"."subscribers" (
	"subscriber" text NOT NULL,
	"event" text NOT NULL,
	CONSTRAINT "subscribers_subscriber_event_pk" PRIMARY KEY("subscriber","event")
);
