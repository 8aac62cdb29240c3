-- What the codes of a list stand for (区分 1/2/3), as a person has said once for its sender.

ALTER TABLE "column_mapping" ADD COLUMN "codes" TEXT NOT NULL DEFAULT '{}';
