-- 照合: the city's new list beside ours. A case refers to no registrant by the rules of the file: whoever is erased
-- later leaves no reference behind.

CREATE TABLE "roster_comparison" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "council" TEXT NOT NULL REFERENCES "council" DEFERRABLE INITIALLY DEFERRED,
  "phase" TEXT NOT NULL,
  "file_name" TEXT NOT NULL,
  "file_hash" TEXT NOT NULL,
  "encoding" TEXT NOT NULL,
  "as_of" TEXT,
  "from_office" TEXT NOT NULL,
  "medium" TEXT NOT NULL,
  "rows" INTEGER NOT NULL,
  "new_columns" TEXT NOT NULL,
  "began_at" TEXT,
  "began_by" TEXT NOT NULL,
  "finished_at" TEXT,
  "finished_by" TEXT NOT NULL,
  "roster_import" TEXT REFERENCES "roster_import" DEFERRABLE INITIALLY DEFERRED,
  "counts" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "comparison_case" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "comparison" TEXT NOT NULL REFERENCES "roster_comparison" DEFERRABLE INITIALLY DEFERRED,
  "position" INTEGER NOT NULL,
  "pile" TEXT NOT NULL,
  "row" TEXT NOT NULL,
  "draft" TEXT NOT NULL,
  "block" TEXT NOT NULL,
  "problems" TEXT NOT NULL,
  "doubts" TEXT NOT NULL,
  "candidates" TEXT NOT NULL,
  "decision" TEXT NOT NULL,
  "registrant" TEXT,
  "sides" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "decided_by" TEXT NOT NULL,
  "decided_at" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "comparison_case_comparison" ON "comparison_case" ("comparison");
CREATE INDEX "comparison_case_registrant" ON "comparison_case" ("registrant") WHERE "registrant" IS NOT NULL;
