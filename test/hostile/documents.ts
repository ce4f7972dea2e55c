import { post, postDocument, repeat, type HostileRequest } from './hostile-request.js';

/** Fields inside a field that everybody may read. */
const shell = (inner: string): string => `{ sourceHealth { ${inner} } }`;

const wide: readonly (readonly [name: string, document: string])[] = [
  ['1,000 aliases', `{ ${repeat(1_000, (index) => `a${index}: __typename`)} }`],
  ['31 aliases', `{ ${repeat(31, (index) => `a${index}: __typename`)} }`],
  ['20,000 times __typename', `{ ${'__typename '.repeat(20_000)} }`],
  ['3,900 times __typename', `{ ${'__typename '.repeat(3_900)} }`],
  ['3,900 times __typename inside', shell('__typename '.repeat(3_900))],
  ['21 root fields', `{ ${'__typename '.repeat(21)} }`],
  ['1,300 aliases of one name', `{ ${'a: __typename '.repeat(1_300)} }`],
  ['600 operations without names', repeat(600, () => '{ __typename }')],
  ['600 operations with names', repeat(600, (index) => `query Q${index} { __typename }`)],
  ['600 operations with one name', repeat(600, () => 'query Q { __typename }')],
  ['900 inline fragments', `{ ${'... { __typename } '.repeat(900)} }`],
  ['1,900 spreads of one fragment', `{ ${'...F '.repeat(1_900)} } fragment F on Query { __typename }`],
  ['1,900 spreads of fragments that are not there', `{ ${repeat(1_900, (index) => `...F${index}`)} }`],
  [
    '380 fragments that are spread',
    `{ ${repeat(380, (index) => `...F${index}`)} } ${repeat(380, (index) => `fragment F${index} on Query { __typename }`)}`,
  ],
];

const unused: readonly (readonly [name: string, document: string])[] = [
  [
    'a fragment of 3,900 fields that nobody spreads',
    `{ __typename } fragment F on Query { ${'__typename '.repeat(3_900)} }`,
  ],
  [
    'a fragment of 1,300 aliases that nobody spreads',
    `{ __typename } fragment F on Query { ${repeat(1_300, () => 'a: __typename')} }`,
  ],
  [
    'a fragment of 700 conflicting names that nobody spreads',
    `{ __typename } fragment F on Query { ${repeat(350, () => 'a: __typename a: me { role }')} }`,
  ],
  [
    'a fragment of 1,900 spreads that nobody spreads',
    `{ __typename } fragment F on Query { ${repeat(1_900, (index) => `...G${index}`)} }`,
  ],
  [
    '500 fragments that nobody spreads',
    `{ __typename } ${repeat(500, (index) => `fragment F${index} on Query { __typename }`)}`,
  ],
  ['500 fragments of one name', `{ ...F } ${repeat(500, () => 'fragment F on Query { __typename }')}`],
  [
    '500 fragments on types that are not there',
    `{ __typename } ${repeat(500, (index) => `fragment F${index} on T${index} { a }`)}`,
  ],
];

const deep: readonly (readonly [name: string, document: string])[] = [
  ['depth 13', `{ ${'a { '.repeat(13)} b ${'} '.repeat(13)} }`],
  ['depth 1,300', `{ ${'a { '.repeat(1_300)} b ${'} '.repeat(1_300)} }`],
  ['1,300 inline fragments inside each other', `{ ${'... { '.repeat(1_300)} __typename ${'} '.repeat(1_300)} }`],
  ['1,900 lists inside each other', `{ tenders(filter: ${'['.repeat(1_900)}${']'.repeat(1_900)}) { totalCount } }`],
  ['3,900 lists that are not closed', `{ tenders(filter: ${'['.repeat(3_900)}`],
  [
    '1,000 objects inside each other',
    `{ tenders(filter: ${'{a:'.repeat(1_000)}1${'}'.repeat(1_000)}) { totalCount } }`,
  ],
  ['a type of 1,900 lists', `query ($a: ${'['.repeat(1_900)}Int${']'.repeat(1_900)}) { __typename }`],
  ['a default of 1,900 lists', `query ($a: [Int] = ${'['.repeat(1_900)}${']'.repeat(1_900)}) { __typename }`],
  ['a directive with 1,900 lists', `{ __typename @include(if: ${'['.repeat(1_900)}${']'.repeat(1_900)}) }`],
  ['100,000 braces', '{'.repeat(100_000)],
  ['100,000 brackets', `{ a(b: ${'['.repeat(100_000)}`],
];

const doubling = (levels: number, type: string): string =>
  `{ ...F0 } ${repeat(levels, (index) => `fragment F${index} on ${type} { ...F${index + 1} ... { ...F${index + 1} } }`)} fragment F${levels} on ${type} { __typename }`;

const circular: readonly (readonly [name: string, document: string])[] = [
  ['22 levels of doubled fragments', doubling(22, 'Query')],
  ['250 levels of doubled fragments', doubling(250, 'Query')],
  [
    'doubled aliases',
    `{ ...F0 } ${repeat(22, (index) => `fragment F${index} on Query { a${index}: __typename ...F${index + 1} ...F${index + 1} }`)} fragment F22 on Query { __typename }`,
  ],
  ['a fragment in itself', '{ ...F } fragment F on Query { ...F }'],
  ['a fragment 500 times in itself', `{ ...F } fragment F on Query { ${'...F '.repeat(500)} }`],
  ['fragments in each other', '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }'],
  [
    'a ring of 400 fragments',
    `{ ...F0 } ${repeat(400, (index) => `fragment F${index} on Query { ...F${(index + 1) % 400} }`)}`,
  ],
  [
    '40 fragments, each in all',
    `{ ...F0 } ${repeat(40, (index) => `fragment F${index} on Query { ${repeat(40, (other) => `...F${other}`)} }`)}`,
  ],
  [
    'a chain of 400 fragments',
    `{ ...F0 } ${repeat(400, (index) => `fragment F${index} on Query { __typename ...F${index + 1} }`)} fragment F400 on Query { __typename }`,
  ],
  ['circular introspection', `{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} } '.repeat(8)} } } }`],
  [
    'introspection of everything 20 times',
    `{ ${repeat(20, (index) => `a${index}: __schema { types { name fields { name type { name fields { name args { name type { name } } } } } } }`)} }`,
  ],
  [
    'introspection with arguments that are not there',
    '{ __type(nme: "Query") { name } __schema(a: 1) { types { name } } }',
  ],
  [
    '20 types by name',
    `{ ${repeat(20, (index) => `a${index}: __type(name: "T${index}") { fields { type { name fields { name } } } }`)} }`,
  ],
];

const directives: readonly (readonly [name: string, document: string])[] = [
  ['51 directives', `{ __typename ${'@include(if: true) '.repeat(51)} }`],
  ['2,000 directives', `{ __typename ${'@include(if: true) '.repeat(2_000)} }`],
  ['600 directives', `{ __typename ${'@include(if: true) '.repeat(600)} }`],
  ['1,900 unknown directives', `{ __typename ${'@x '.repeat(1_900)} }`],
  [
    '1,900 unknown directives on a fragment',
    `{ __typename } fragment F on Query ${'@x '.repeat(1_900)} { __typename }`,
  ],
  ['1,900 unknown directives on a query', `query ${'@x '.repeat(1_900)} { __typename }`],
  ['1,900 unknown directives on a variable', `query ($a: Int ${'@x '.repeat(1_900)}) { __typename }`],
  ['950 arguments of a directive', `{ __typename @include(${repeat(950, (index) => `a${index}: 1`)}) }`],
  ['@defer', '{ ... @defer { __typename } }'],
  ['@stream', '{ sourceHealth @stream(initialCount: 1) { __typename } }'],
  ['@defer labels', `{ ${repeat(50, (index) => `... @defer(label: "l${index}") { __typename }`)} }`],
  ['directives of federation', '{ __typename @key(fields: "id") @join__field(graph: TENDERS) @link(url: "x") }'],
];

const literals: readonly (readonly [name: string, document: string])[] = [
  ['a string of 200 kB', `{ tenders(search: "${'x'.repeat(200_000)}") { totalCount } }`],
  ['a string of 200 kB of blanks', `{ tenders(search: "${' '.repeat(200_000)}") { totalCount } }`],
  ['a string of 40,000 escapes', `{ tenders(search: "${'\\u0041'.repeat(40_000)}") { totalCount } }`],
  ['a string of NUL', `{ tenders(search: "${'\\u0000'.repeat(1_000)}") { totalCount } }`],
  ['a string of half characters', `{ tenders(search: "${'\\uD800'.repeat(1_000)}") { totalCount } }`],
  ['a block string of 60,000 lines', `{ tenders(search: """${'  x\n'.repeat(60_000)}""") { totalCount } }`],
  ['a block string of 100,000 blank lines', `{ tenders(search: """${'\n'.repeat(100_000)}""") { totalCount } }`],
  ['a string that does not end', `{ tenders(search: "${'x'.repeat(200_000)}`],
  ['a block string that does not end', `{ tenders(search: """${'x\n'.repeat(100_000)}`],
  ['3,900 numbers', `{ tenders(filter: [${'1 '.repeat(3_900)}]) { totalCount } }`],
  ['a number of 200 digits', `{ tenders(first: ${'9'.repeat(200)}) { totalCount } }`],
  ['a number of 200,000 digits', `{ tenders(first: ${'9'.repeat(200_000)}) { totalCount } }`],
  ['a number with an exponent of 9 digits', '{ tenders(first: 1e999999999) { totalCount } }'],
  ['900 unknown keys', `{ tenders(filter: { ${repeat(900, (index) => `k${index}: 1`)} }) { totalCount } }`],
  ['900 times one key', `{ tenders(filter: { ${repeat(900, () => 'provinces: GAUTENG')} }) { totalCount } }`],
  ['900 unknown arguments', `{ tenders(${repeat(900, (index) => `k${index}: 1`)}) { totalCount } }`],
  ['900 times one argument', `{ tenders(${repeat(900, () => 'first: 1')}) { totalCount } }`],
  [
    '3,900 wrong members',
    `{ tenders(filter: { provinces: [${repeat(3_900, (index) => `P${index}`)}] }) { totalCount } }`,
  ],
  ['3,900 members', `{ tenders(filter: { provinces: [${'GAUTENG '.repeat(3_900)}] }) { totalCount } }`],
];

const names: readonly (readonly [name: string, document: string])[] = [
  ['a name of 200 kB', 'x'.repeat(200_000)],
  ['a field of 200 kB', `{ ${'x'.repeat(200_000)} }`],
  ['an alias of 200 kB', `{ ${'x'.repeat(200_000)}: __typename }`],
  ['an operation of 200 kB', `query ${'x'.repeat(200_000)} { __typename }`],
  ['a variable of 200 kB', `query ($${'x'.repeat(100_000)}: Int) { __typename }`],
  ['a type of 200 kB', `query ($a: ${'x'.repeat(200_000)}) { __typename }`],
  ['a directive of 200 kB', `{ __typename @${'x'.repeat(200_000)} }`],
  ['an argument of 200 kB', `{ tenders(${'x'.repeat(200_000)}: 1) { totalCount } }`],
  ['a fragment of 200 kB', `{ ...${'x'.repeat(100_000)} }`],
  ['a member of 200 kB', `{ tenders(orderBy: ${'x'.repeat(200_000)}) { totalCount } }`],
  ['a key of 200 kB', `{ tenders(filter: { ${'x'.repeat(200_000)}: 1 }) { totalCount } }`],
  ['200 unknown names', `{ ${repeat(200, (index) => `field${'x'.repeat(180)}${index}`)} }`],
  ['1,000 unknown fields', shell(repeat(1_000, (index) => `tendr${index}`))],
  ['200 names that are nearly right', shell(repeat(199, (index) => `lastSuccessA${index}`))],
  ['names of objects', '{ __proto__ constructor hasOwnProperty toString valueOf }'],
  ['names of objects as aliases', '{ __proto__: __typename constructor: __typename hasOwnProperty: __typename }'],
  ['names of objects as variables', 'query ($__proto__: Int, $constructor: Int) { __typename }'],
];

const variables: readonly (readonly [name: string, document: string])[] = [
  ['900 variables', `query (${repeat(900, (index) => `$a${index}: Int`)}) { __typename }`],
  ['900 variables of one name', `query (${repeat(900, () => '$a: Int')}) { __typename }`],
  [
    '900 variables of types that are not there',
    `query (${repeat(900, (index) => `$a${index}: T${index}`)}) { __typename }`,
  ],
  ['600 defaults', `query (${repeat(600, (index) => `$a${index}: Int = 1`)}) { __typename }`],
  [
    '1,300 variables that are not declared',
    `{ tenders(filter: { provinces: [${repeat(1_300, (index) => `$a${index}`)}] }) { totalCount } }`,
  ],
  [
    'one variable 1,900 times',
    `query ($a: Province!) { tenders(filter: { provinces: [${'$a '.repeat(1_900)}] }) { totalCount } }`,
  ],
  ['an object for a type', 'query ($a: Tender) { __typename }'],
];

const blanks: readonly (readonly [name: string, document: string])[] = [
  ['250,000 blanks', ' '.repeat(250_000)],
  ['100,000 line ends before a mistake', `${'\n'.repeat(100_000)}{ nope }`],
  ['100,000 line ends before 15 mistakes', `${'\n'.repeat(100_000)}{ ${repeat(15, (index) => `nope${index}`)} }`],
  ['100,000 line ends before a syntax error', `${'\n'.repeat(100_000)}{`],
  [
    '100,000 line ends before conflicts',
    `${'\n'.repeat(100_000)}{ ${repeat(10, (index) => `a: __typename a: me { a${index} }`)} }`,
  ],
  [
    '100,000 line ends before 900 variables of one name',
    `${'\n'.repeat(100_000)}query (${repeat(900, () => '$a: Int')}) { __typename }`,
  ],
  ['250,000 commas', `{ __typename ${','.repeat(250_000)} }`],
  ['a comment of 250 kB', `{ __typename } #${'x'.repeat(250_000)}`],
  ['100,000 comments', `${'#\n'.repeat(100_000)}{ __typename }`],
  ['60,000 byte order marks', `${'\uFEFF'.repeat(60_000)}{ __typename }`],
  ['control characters', '\u0001\u0002\u0003{ __typename }'],
  ['NUL', '{ __typename\0 }'],
  ['nothing', ''],
  ['a comment alone', '# nothing'],
];

const kinds: readonly (readonly [name: string, document: string])[] = [
  ['a subscription', 'subscription { __typename }'],
  ['a subscription among queries', 'query A { __typename } subscription B { __typename }'],
  ['a schema', 'type Query { a: Int }'],
  ['an extension of the schema', 'extend type Query { a: Int } { __typename }'],
  ['a fragment alone', 'fragment F on Query { __typename }'],
  ['an empty selection', '{ }'],
  [
    '100 sign-ins',
    `mutation { ${repeat(29, (index) => `a${index}: signIn(input: { team: "t", email: "e@x.example", password: "${index}" }) { __typename }`)} }`,
  ],
  ['a mutation of federation', 'mutation { _entities }'],
  ['the service of a subgraph', '{ _service { sdl } }'],
  ['entities of a subgraph', '{ _entities(representations: [{ __typename: "Account", id: "1" }]) { __typename } }'],
  ['another language', 'SELECT * FROM tenders; DROP TABLE tenders'],
  ['a page', '<html><script>alert(1)</script></html>'],
];

const families = { wide, unused, deep, circular, directives, literals, names, variables, blanks, kinds };

/** Documents that try to cost more than they say, one request each, and mistakes in what lies round a document. */
export function hostileDocuments(): HostileRequest[] {
  return [
    ...Object.entries(families).flatMap(([family, documents]) =>
      documents.map(([name, document]) => postDocument(`document, ${family}: ${name}`, document)),
    ),
    ...envelopes(),
  ];
}

/** Mistakes in what lies round a document. */
function envelopes(): HostileRequest[] {
  const query = '"query":"{ __typename }"';
  const bodies: readonly (readonly [name: string, body: string])[] = [
    ['a batch', `[{${query}},{${query}}]`],
    ['a batch of 5,000', `[${repeat(5_000, () => `{${query}}`, ',')}]`],
    ['an empty batch', '[]'],
    ['a query that is a number', '{"query":7}'],
    ['a query that is a document', '{"query":{"kind":"Document","definitions":[]}}'],
    ['a query that is nested without end', `{"query":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['an operation name that is a list', `{${query},"operationName":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['an operation name of 200 kB', `{${query},"operationName":"${'x'.repeat(200_000)}"}`],
    ['an operation name of nobody', `{${query},"operationName":"__proto__"}`],
    ['variables that are text', `{${query},"variables":"{}"}`],
    ['variables that are a list', `{${query},"variables":[]}`],
    ['variables that are a number', `{${query},"variables":7}`],
    ['extensions that are text', `{${query},"extensions":"{}"}`],
    ['extensions nested without end', `{${query},"extensions":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`],
    ['20,000 extensions', `{${query},"extensions":{${repeat(15_000, (index) => `"k${index}":1`, ',')}}}`],
    ['a persisted query of nothing', '{"extensions":{"persistedQuery":{}}}'],
    [
      'a persisted query nested without end',
      `{"extensions":{"persistedQuery":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}}`,
    ],
    ['a hash of 200 kB', `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'a'.repeat(200_000)}"}}}`],
    [
      'a hash that nobody registered',
      `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'a'.repeat(64)}"}}}`,
    ],
    [
      'a hash of another document',
      `{${query},"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'a'.repeat(64)}"}}}`,
    ],
    ['15,000 parameters', `{${query},${repeat(15_000, (index) => `"k${index}":1`, ',')}}`],
    ['a parameter nested without end', `{${query},"other":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['a query given twice', `{"query":"{ nope }",${query}}`],
    ['a prototype', `{${query},"__proto__":{"a":1}}`],
    ['a constructor', `{${query},"variables":{"constructor":{"prototype":{"a":1}}}}`],
    ['nested JSON that does not end', '[{"a":'.repeat(40_000)],
    ['no JSON', 'query { me { role } }'],
    ['half of JSON', `{${query}`],
    ['nothing at all', ''],
    ['null', 'null'],
    ['a text', '"{ __typename }"'],
    ['a number', '1e400'],
    ['a byte order mark', `\uFEFF{${query}}`],
    ['exactly too much', `{${query},"padding":"${'x'.repeat(262_145)}"}`],
    ['4 MiB', `{${query},"padding":"${'x'.repeat(4 * 1_048_576)}"}`],
  ];
  return bodies.map(([name, body]) => post(`envelope: ${name}`, body));
}
