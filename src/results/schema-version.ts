/** Raised when the form of a record changes; `migrateRecord` reads those of before. */
export const schemaVersion = 2;
