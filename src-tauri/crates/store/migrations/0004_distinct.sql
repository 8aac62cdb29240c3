-- Two records of whom a person has said that they are two people; and what was being written when the book was closed.

CREATE TABLE "distinct" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "one" TEXT NOT NULL REFERENCES "person" DEFERRABLE INITIALLY DEFERRED,
  "other" TEXT NOT NULL REFERENCES "person" DEFERRABLE INITIALLY DEFERRED,
  "said_by" TEXT NOT NULL,
  "said_on" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "distinct_one" ON "distinct" ("one");
CREATE INDEX "distinct_other" ON "distinct" ("other");

-- No record and no part of the journal: it is gone when the form is saved.
CREATE TABLE "draft" (
  "form" TEXT NOT NULL PRIMARY KEY CHECK ("form" <> ''),
  "fields" TEXT NOT NULL,
  "kept_at" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
