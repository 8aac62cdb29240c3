-- The first tables: one for each kind of record, the journal, and what the book knows of itself.
-- References are deferred, so that the records of one act may come in any order. What was frozen for an event or
-- printed on a paper refers to nothing that may be removed later (a block, a supporter). A reference that is asked for
-- has an index; one to the few councils has none.

CREATE TABLE "zone" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "name" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "council" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "name" TEXT NOT NULL,
  "name_kana" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "zone" TEXT REFERENCES "zone" DEFERRABLE INITIALLY DEFERRED,
  "city" TEXT NOT NULL,
  "area_code" TEXT NOT NULL,
  "trigger_shindo" TEXT NOT NULL,
  "report_places" TEXT NOT NULL,
  "areas" TEXT NOT NULL,
  "fiscal_year_start_month" INTEGER NOT NULL CHECK ("fiscal_year_start_month" BETWEEN 0 AND 12),
  "consent_basis" TEXT NOT NULL,
  "contact" TEXT NOT NULL,
  "registrant_word" TEXT NOT NULL,
  "supporters_wanted" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "block" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "council" TEXT NOT NULL REFERENCES "council" DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL,
  "leader" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "areas" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "place" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "council" TEXT NOT NULL REFERENCES "council" DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "phone" TEXT NOT NULL,
  "note" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "household" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "confirmed_by" TEXT NOT NULL,
  "confirmed_on" TEXT,
  "note" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "person" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "family_name" TEXT NOT NULL,
  "given_name" TEXT NOT NULL,
  "name_raw" TEXT NOT NULL,
  "typing_form" TEXT NOT NULL,
  "name_kana" TEXT NOT NULL,
  "name_key" TEXT NOT NULL,
  "kana_key" TEXT NOT NULL,
  "birth_date" TEXT,
  "birth_raw" TEXT NOT NULL,
  "gender" TEXT NOT NULL,
  "postal_code" TEXT NOT NULL,
  "address_raw" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "building" TEXT NOT NULL,
  "room" TEXT NOT NULL,
  "lat" REAL,
  "lon" REAL,
  "phones" TEXT NOT NULL,
  "householder_name" TEXT NOT NULL,
  "household" TEXT REFERENCES "household" DEFERRABLE INITIALLY DEFERRED,
  "household_type" TEXT NOT NULL,
  "association" TEXT NOT NULL,
  "block" TEXT REFERENCES "block" DEFERRABLE INITIALLY DEFERRED,
  "walk_order" INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX "person_block" ON "person" ("block") WHERE "block" IS NOT NULL;
CREATE INDEX "person_household" ON "person" ("household") WHERE "household" IS NOT NULL;
CREATE INDEX "person_name_key" ON "person" ("name_key");
CREATE INDEX "person_kana_key" ON "person" ("kana_key");

CREATE TABLE "registrant" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "person" TEXT NOT NULL REFERENCES "person" DEFERRABLE INITIALLY DEFERRED,
  "council" TEXT NOT NULL REFERENCES "council" DEFERRABLE INITIALLY DEFERRED,
  "city_no" TEXT NOT NULL,
  "reasons" TEXT NOT NULL,
  "reason_detail" TEXT NOT NULL,
  "list_kind" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "status_date" TEXT,
  "status_source" TEXT NOT NULL,
  "mobility" TEXT NOT NULL,
  "communication" TEXT NOT NULL,
  "equipment" TEXT NOT NULL,
  "power_need" TEXT NOT NULL,
  "usual_room" TEXT NOT NULL,
  "bedroom" TEXT NOT NULL,
  "day_pattern" TEXT NOT NULL,
  "preferred_shelter" TEXT REFERENCES "place" DEFERRABLE INITIALLY DEFERRED,
  "supporter_preference" TEXT NOT NULL,
  "key_holder" TEXT NOT NULL,
  "entry_consent" TEXT NOT NULL,
  "note_to_supporters" TEXT NOT NULL,
  "emergency_contacts" TEXT NOT NULL,
  "own_contacts" TEXT NOT NULL,
  "services" TEXT NOT NULL,
  "sign_kit" TEXT NOT NULL,
  "sign_kit_on" TEXT,
  "supporters_wanted" INTEGER,
  "confirmed_on" TEXT,
  "note" TEXT NOT NULL,
  UNIQUE ("person", "council")
) STRICT, WITHOUT ROWID;
CREATE INDEX "registrant_city_no" ON "registrant" ("city_no");
CREATE INDEX "registrant_preferred_shelter" ON "registrant" ("preferred_shelter") WHERE "preferred_shelter" IS NOT NULL;

CREATE TABLE "supporter" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "person" TEXT NOT NULL REFERENCES "person" DEFERRABLE INITIALLY DEFERRED,
  "council" TEXT NOT NULL REFERENCES "council" DEFERRABLE INITIALLY DEFERRED,
  "list_no" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "max_load" INTEGER NOT NULL,
  "max_load_raw" TEXT NOT NULL,
  "can_do" TEXT NOT NULL,
  "availability" TEXT NOT NULL,
  "age_band" TEXT NOT NULL,
  "contact_ways" TEXT NOT NULL,
  "pledge_on" TEXT,
  "training_on" TEXT,
  "meetings" TEXT NOT NULL,
  "origin" TEXT NOT NULL,
  "name_consent" TEXT NOT NULL,
  "avoid_raw" TEXT NOT NULL,
  "supports_raw" TEXT NOT NULL,
  "confirmed_on" TEXT,
  "note" TEXT NOT NULL,
  UNIQUE ("person", "council")
) STRICT, WITHOUT ROWID;
CREATE INDEX "supporter_list_no" ON "supporter" ("list_no");

CREATE TABLE "consent" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "registrant" TEXT NOT NULL REFERENCES "registrant" DEFERRABLE INITIALLY DEFERRED,
  "basis" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "scope" TEXT NOT NULL,
  "plan_scope" TEXT NOT NULL,
  "given_by" TEXT NOT NULL,
  "signed_on" TEXT,
  "form_kept_at" TEXT NOT NULL,
  "withdrawn_on" TEXT,
  "refusal_reason" TEXT NOT NULL,
  "may_visit" TEXT NOT NULL,
  "raw" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "consent_registrant" ON "consent" ("registrant");

CREATE TABLE "pairing" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "registrant" TEXT NOT NULL REFERENCES "registrant" DEFERRABLE INITIALLY DEFERRED,
  "supporter" TEXT NOT NULL REFERENCES "supporter" DEFERRABLE INITIALLY DEFERRED,
  "rank" INTEGER NOT NULL CHECK ("rank" >= 0),
  "basis" TEXT NOT NULL,
  "distance" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "proposed_on" TEXT,
  "supporter_accepted_on" TEXT,
  "registrant_accepted_on" TEXT,
  "met_on" TEXT,
  "confirmed_on" TEXT,
  "ended_on" TEXT,
  "end_reason" TEXT,
  "fixed" INTEGER NOT NULL CHECK ("fixed" IN (0, 1)),
  "is_family" INTEGER NOT NULL CHECK ("is_family" IN (0, 1)),
  "same_household" INTEGER NOT NULL CHECK ("same_household" IN (0, 1)),
  "told_data" TEXT NOT NULL,
  "note" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "pairing_registrant" ON "pairing" ("registrant");
CREATE INDEX "pairing_supporter" ON "pairing" ("supporter");
-- Two people are paired once at a time; pairings that ended stay as history.
CREATE UNIQUE INDEX "pairing_once" ON "pairing" ("registrant", "supporter") WHERE "status" <> 'ended';

CREATE TABLE "exclusion" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "registrant" TEXT NOT NULL REFERENCES "registrant" DEFERRABLE INITIALLY DEFERRED,
  "supporter" TEXT NOT NULL REFERENCES "supporter" DEFERRABLE INITIALLY DEFERRED,
  "reason" TEXT NOT NULL,
  "on" TEXT,
  "note" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "exclusion_registrant" ON "exclusion" ("registrant");
CREATE INDEX "exclusion_supporter" ON "exclusion" ("supporter");

CREATE TABLE "safety_check" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "council" TEXT NOT NULL REFERENCES "council" DEFERRABLE INITIALLY DEFERRED,
  "mode" TEXT NOT NULL CHECK ("mode" IN ('drill', 'real')),
  "name" TEXT NOT NULL,
  "phase" TEXT NOT NULL CHECK ("phase" IN ('preparing', 'running', 'closed')),
  "planned_on" TEXT,
  "shindo" TEXT NOT NULL,
  "scenario_at" TEXT,
  "started_at" TEXT,
  "closed_at" TEXT,
  "rounds" TEXT NOT NULL,
  "checkers" INTEGER,
  "went_well" TEXT NOT NULL,
  "hindered" TEXT NOT NULL,
  "next_steps" TEXT NOT NULL,
  "note" TEXT NOT NULL,
  "excused" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "check_target" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "safety_check" TEXT NOT NULL REFERENCES "safety_check" DEFERRABLE INITIALLY DEFERRED,
  "registrant" TEXT NOT NULL REFERENCES "registrant" DEFERRABLE INITIALLY DEFERRED,
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "kana" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "building" TEXT NOT NULL,
  "block" TEXT,
  "block_name" TEXT NOT NULL,
  "care" TEXT NOT NULL,
  "phone" TEXT NOT NULL,
  "supporters" TEXT NOT NULL,
  "supporter_names" TEXT NOT NULL,
  "excused" INTEGER NOT NULL CHECK ("excused" IN (0, 1)),
  UNIQUE ("safety_check", "registrant")
) STRICT, WITHOUT ROWID;
CREATE INDEX "check_target_registrant" ON "check_target" ("registrant");

CREATE TABLE "copy" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "council" TEXT NOT NULL REFERENCES "council" DEFERRABLE INITIALLY DEFERRED,
  "no" INTEGER NOT NULL UNIQUE,
  "document" TEXT NOT NULL,
  "safety_check" TEXT REFERENCES "safety_check" DEFERRABLE INITIALLY DEFERRED,
  "scope" TEXT NOT NULL,
  "block" TEXT,
  "supporter" TEXT,
  "lines" TEXT NOT NULL,
  "people" TEXT NOT NULL,
  "pages" INTEGER NOT NULL,
  "holder" TEXT NOT NULL,
  "holder_role" TEXT NOT NULL,
  "place_kept" TEXT NOT NULL,
  "issued_at" TEXT,
  "receipt_on" TEXT,
  "due_back_on" TEXT,
  "returned_on" TEXT,
  "destroyed_on" TEXT,
  "destroyed_how" TEXT NOT NULL,
  "witness" TEXT NOT NULL,
  "custody_checks" TEXT NOT NULL,
  "lost_on" TEXT,
  "reported_on" TEXT,
  "voided" INTEGER NOT NULL CHECK ("voided" IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX "copy_safety_check" ON "copy" ("safety_check") WHERE "safety_check" IS NOT NULL;

CREATE TABLE "check_result" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "safety_check" TEXT NOT NULL REFERENCES "safety_check" DEFERRABLE INITIALLY DEFERRED,
  "target" TEXT REFERENCES "check_target" DEFERRABLE INITIALLY DEFERRED,
  "unlisted_name" TEXT NOT NULL,
  "unlisted_place" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "sign_seen" TEXT NOT NULL,
  "method" TEXT NOT NULL,
  "needs" TEXT NOT NULL,
  "moved_to" TEXT NOT NULL,
  "house" TEXT NOT NULL,
  "checked_at" TEXT,
  "reported_at" TEXT,
  "channel" TEXT NOT NULL,
  "checker" TEXT NOT NULL,
  "copy" TEXT REFERENCES "copy" DEFERRABLE INITIALLY DEFERRED,
  "page" INTEGER NOT NULL,
  "line" INTEGER NOT NULL,
  "entered_by" TEXT NOT NULL,
  "entered_at" TEXT,
  "note" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "check_result_safety_check" ON "check_result" ("safety_check");
CREATE INDEX "check_result_target" ON "check_result" ("target") WHERE "target" IS NOT NULL;
CREATE INDEX "check_result_copy" ON "check_result" ("copy") WHERE "copy" IS NOT NULL;

CREATE TABLE "check_report" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "safety_check" TEXT NOT NULL REFERENCES "safety_check" DEFERRABLE INITIALLY DEFERRED,
  "number" INTEGER NOT NULL,
  "at" TEXT NOT NULL,
  "counts" TEXT NOT NULL,
  "blocks" TEXT NOT NULL,
  UNIQUE ("safety_check", "number")
) STRICT, WITHOUT ROWID;

CREATE TABLE "roster_import" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "council" TEXT NOT NULL REFERENCES "council" DEFERRABLE INITIALLY DEFERRED,
  "content" TEXT NOT NULL,
  "file_name" TEXT NOT NULL,
  "file_hash" TEXT NOT NULL,
  "encoding" TEXT NOT NULL,
  "as_of" TEXT,
  "received_at" TEXT,
  "from_office" TEXT NOT NULL,
  "medium" TEXT NOT NULL,
  "rows" INTEGER NOT NULL,
  "taken" INTEGER NOT NULL,
  "rejected" INTEGER NOT NULL,
  "row_of" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "column_mapping" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "sender" TEXT NOT NULL,
  "content" TEXT NOT NULL,
  "columns" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "task" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "kind" TEXT NOT NULL,
  "registrant" TEXT REFERENCES "registrant" DEFERRABLE INITIALLY DEFERRED,
  "supporter" TEXT REFERENCES "supporter" DEFERRABLE INITIALLY DEFERRED,
  "safety_check" TEXT REFERENCES "safety_check" DEFERRABLE INITIALLY DEFERRED,
  "roster_import" TEXT REFERENCES "roster_import" DEFERRABLE INITIALLY DEFERRED,
  "text" TEXT NOT NULL,
  "created_at" TEXT,
  "done_at" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "task_registrant" ON "task" ("registrant") WHERE "registrant" IS NOT NULL;
CREATE INDEX "task_supporter" ON "task" ("supporter") WHERE "supporter" IS NOT NULL;
CREATE INDEX "task_safety_check" ON "task" ("safety_check") WHERE "safety_check" IS NOT NULL;
CREATE INDEX "task_roster_import" ON "task" ("roster_import") WHERE "roster_import" IS NOT NULL;

-- What the book knows of itself: `device` (random, this copy of the book), `epoch` (grows when a backup is restored).
CREATE TABLE "book" (
  "name" TEXT NOT NULL PRIMARY KEY,
  "value" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The journal. `hash` covers the entry, the digests of its changes and the hash before it. `text_digest` stands for
-- request and subject, `digest` for the images, so that blanking a person leaves the chain whole.
CREATE TABLE "journal_entry" (
  "seq" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE CHECK ("id" <> ''),
  "at" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "verb" TEXT NOT NULL CHECK ("verb" IN ('do', 'undo', 'redo', 'note')),
  "call" TEXT NOT NULL,
  "request" TEXT NOT NULL,
  "of" TEXT REFERENCES "journal_entry" ("id"),
  "subject" TEXT NOT NULL,
  "changes" INTEGER NOT NULL,
  "device" TEXT NOT NULL,
  "epoch" INTEGER NOT NULL,
  "text_digest" BLOB NOT NULL,
  "prev_hash" BLOB NOT NULL,
  "hash" BLOB NOT NULL
) STRICT;
CREATE INDEX "journal_entry_of" ON "journal_entry" ("of") WHERE "of" IS NOT NULL;
CREATE INDEX "journal_entry_verb" ON "journal_entry" ("verb", "seq");

CREATE TABLE "journal_change" (
  "entry" INTEGER NOT NULL REFERENCES "journal_entry" DEFERRABLE INITIALLY DEFERRED,
  "n" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  "digest" BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX "journal_change_entry" ON "journal_change" ("entry", "n");
CREATE INDEX "journal_change_key" ON "journal_change" ("key");

CREATE TRIGGER "journal_entry_stays" BEFORE DELETE ON "journal_entry"
BEGIN SELECT RAISE (ABORT, 'an entry of the journal is never deleted'); END;

CREATE TRIGGER "journal_entry_is_written_once" BEFORE UPDATE ON "journal_entry"
WHEN NOT (
  NEW."seq" IS OLD."seq" AND NEW."id" IS OLD."id" AND NEW."at" IS OLD."at" AND NEW."by" IS OLD."by"
  AND NEW."verb" IS OLD."verb" AND NEW."call" IS OLD."call" AND NEW."of" IS OLD."of"
  AND NEW."changes" IS OLD."changes" AND NEW."device" IS OLD."device" AND NEW."epoch" IS OLD."epoch"
  AND NEW."text_digest" IS OLD."text_digest" AND NEW."prev_hash" IS OLD."prev_hash" AND NEW."hash" IS OLD."hash"
  AND (NEW."request" IS OLD."request" OR NEW."request" = '')
  AND (NEW."subject" IS OLD."subject" OR NEW."subject" = '')
)
BEGIN SELECT RAISE (ABORT, 'an entry of the journal is written once; it may only be blanked'); END;

CREATE TRIGGER "journal_change_stays" BEFORE DELETE ON "journal_change"
BEGIN SELECT RAISE (ABORT, 'a change in the journal is never deleted'); END;

CREATE TRIGGER "journal_change_is_written_once" BEFORE UPDATE ON "journal_change"
WHEN NOT (
  NEW."entry" IS OLD."entry" AND NEW."n" IS OLD."n" AND NEW."kind" IS OLD."kind" AND NEW."key" IS OLD."key"
  AND NEW."digest" IS OLD."digest"
  AND (NEW."before" IS OLD."before" OR (OLD."before" IS NOT NULL AND NEW."before" = ''))
  AND (NEW."after" IS OLD."after" OR (OLD."after" IS NOT NULL AND NEW."after" = ''))
)
BEGIN SELECT RAISE (ABORT, 'an image in the journal is written once; it may only be blanked'); END;
