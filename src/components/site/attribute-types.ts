import { z } from 'zod';

/** An attribute of an element as the reference lists it. */
export interface AttributeRow {
  name: string;
  /** As an author writes it: `{2}`, `"…"`, `"cores" | "cpu"`. */
  type: string;
  needed: boolean;
}

interface JsonSchema {
  type?: string;
  enum?: readonly string[];
  items?: JsonSchema;
  prefixItems?: readonly JsonSchema[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
}

/** The attributes that the shape of an element takes, in its order. */
export function attributeRows(shape: z.ZodType): AttributeRow[] {
  const { properties = {}, required = [] } = z.toJSONSchema(shape) as JsonSchema;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: attributeType(schema),
    needed: required.includes(name),
  }));
}

function attributeType(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((value) => `"${value}"`).join(' | ');
  return schema.type === 'string' ? '"…"' : `{${valueType(schema)}}`;
}

function valueType({ type, items, prefixItems }: JsonSchema): string {
  if (prefixItems) return '[low, high]';
  if (type === 'array') return `[${items ? valueType(items) : ''}, …]`;
  return type === 'string' ? '"…"' : '2';
}
