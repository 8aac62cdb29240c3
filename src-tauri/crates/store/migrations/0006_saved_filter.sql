-- 残した絞りこみ: what a list of people was narrowed to, kept to be asked again.

CREATE TABLE "saved_filter" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "list" TEXT NOT NULL,
  "conditions" TEXT NOT NULL,
  "block" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
