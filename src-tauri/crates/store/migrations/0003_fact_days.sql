-- The day each fact of a record was last looked at, and after how many months the council wants that done again.

ALTER TABLE "registrant" ADD COLUMN "fact_days" TEXT NOT NULL DEFAULT '{}';
ALTER TABLE "supporter" ADD COLUMN "fact_days" TEXT NOT NULL DEFAULT '{}';
ALTER TABLE "council" ADD COLUMN "confirm_months" INTEGER NOT NULL DEFAULT 12;
