-- 使う人: who may open the book, in which role, and which blocks they see. The key of each lies in the file of keys.

CREATE TABLE "user" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" <> ''),
  "name" TEXT NOT NULL,
  "kana" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "districts" TEXT NOT NULL,
  "since" TEXT,
  "left_on" TEXT,
  "pledged_on" TEXT,
  "given_key" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
