-- A copy says what it was made for.
ALTER TABLE "copy" ADD COLUMN "purpose" TEXT NOT NULL DEFAULT '';
