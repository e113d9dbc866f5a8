// How this API's own scalars look in JSON. What is read has these types; what is sent may be any text (`codegen.yml`).

/** `01900000-0000-7000-8000-00000000000a` */
export type Uuid = `${string}-${string}-${string}-${string}-${string}`;

/** A moment in UTC: `2026-01-31T09:30:00Z`. */
export type Instant = `${number}-${number}-${number}T${string}Z`;

/** A calendar day: `2026-01-31`. */
export type Day = `${number}-${number}-${number}`;

/** An exact number as text: `12.50`. */
export type Decimal = `${number}`;
