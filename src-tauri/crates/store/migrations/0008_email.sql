-- An e-mail address, which some lists have beside the telephones (domain.md 3.2).

ALTER TABLE "person" ADD COLUMN "email" TEXT NOT NULL DEFAULT '';
