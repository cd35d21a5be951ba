/** Every entity, one list: what TypeORM knows and what the schema test compares. */
export const entities = [];
