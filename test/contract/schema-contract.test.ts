import { afterAll, describe, expect, test } from '@jest/globals';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { apiSchemaOf } from '../kit/api-schema.js';
import { testHub } from '../kit/hub.js';
import { fieldOwners } from '../kit/supergraph.js';

const hub = await testHub();
const schema = await apiSchemaOf(hub);
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);
const roots = [schema.getQueryType(), schema.getMutationType()];
afterAll(() => hub.close());

/** Everything that can be described, by its coordinate. */
function* described(
  type: GraphQLNamedType,
): Generator<readonly [coordinate: string, description: string | null | undefined]> {
  if (!roots.includes(isObjectType(type) ? type : undefined)) yield [type.name, type.description];
  if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field.description];
  if (!isObjectType(type) && !isInterfaceType(type)) return;
  for (const field of Object.values(type.getFields())) {
    yield [`${type.name}.${field.name}`, field.description];
    for (const argument of field.args) yield [`${type.name}.${field.name}(${argument.name}:)`, argument.description];
  }
}

function* fieldsOf(of: GraphQLSchema) {
  for (const type of Object.values(of.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields()))
      yield { parent: type, field, coordinate: `${type.name}.${field.name}` };
  }
}

const fields = [...fieldsOf(schema)];

describe('the public schema', () => {
  test('describes every type, field, argument, input field and enum value', () => {
    const undescribed = types
      .flatMap((type) => [...described(type)])
      .filter(([, description]) => (description ?? '').trim() === '');
    expect(undescribed.map(([coordinate]) => coordinate)).toEqual([]);
  });

  test('describes in sentences', () => {
    const broken = types
      .flatMap((type) => [...described(type)])
      .filter(([, description]) => description && !/^[A-Z0-9`"].*[.:)"`]$/su.test(description.trim()));
    expect(broken.map(([coordinate]) => coordinate)).toEqual([]);
  });

  test('says of every root field which permission it needs, or that it needs none', () => {
    const queries = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => name !== 'me');
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(
      [...queries, ...mutations]
        .filter(
          ({ description }) =>
            !/(?:Needs (?:`\w+:\w+`|no permission|a signed-in person|the permission of)|Open to everybody)/u.test(
              description ?? '',
            ),
        )
        .map(({ name }) => name),
    ).toEqual([]);
  });

  test('names a replacement for everything that is deprecated', () => {
    const deprecated = fields.filter(
      ({ field }) => field.deprecationReason !== null && field.deprecationReason !== undefined,
    );
    expect(
      deprecated
        .filter(({ field }) => !/Use `/u.test(field.deprecationReason ?? ''))
        .map(({ coordinate }) => coordinate),
    ).toEqual([]);
  });

  test('shows nothing of how subgraphs are joined', () => {
    expect(types.map(({ name }) => name).filter((name) => name.startsWith('_') || name.includes('__'))).toEqual([]);
  });
});

describe('every mutation', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

  test.each(mutations)('$name takes one input, or nothing', ({ args }) => {
    const [input, ...others] = args;
    expect(others).toEqual([]);
    if (input === undefined) return;
    expect([input.name, isNonNullType(input.type), isInputObjectType(getNamedType(input.type))]).toEqual([
      'input',
      true,
      true,
    ]);
  });

  test.each(mutations)(
    '$name answers with a union of its own: one success, and errors that are UserErrors',
    ({ name, type }) => {
      const result = getNamedType(type);
      expect(result.name).toBe(`${name.charAt(0).toUpperCase()}${name.slice(1)}Result`);
      if (!isUnionType(result)) throw new Error(`${result.name} is no union.`);
      const userError = schema.getType('UserError');
      const successes = result.getTypes().filter((member) => !member.getInterfaces().some((one) => one === userError));
      expect(successes).toHaveLength(1);
      expect(result.getTypes().length).toBeGreaterThan(1);
    },
  );
});

describe('every list', () => {
  /** Lists that are short by nature: each with the reason why it needs no pages. */
  const short: Readonly<Record<string, string>> = {
    'Award.suppliers': 'winners of one award',
    'Export.repairs': 'one for each kind of repair',
    'AwardTotals.exclusions': 'one for each reason',
    'AwardTotals.totals': 'one for each currency',
    'Buyer.usualSuppliers': 'a hundred at most, by its argument first',
    'FieldProvenance.others': 'twenty at most',
    'Supplier.identifiers': 'numbers of one company',
    'Supplier.provenance': 'one for each field',
    'SupplierRecord.identifiers': 'numbers of one company',
    'CompanyProfile.designations': 'designations of one company',
    'CompanyProfile.provinces': 'ten provinces at most',
    'CompanyProfile.registrations': 'registrations of one company',
    'CompanyProfile.sectors': 'sectors of one company',
    'CompanyProfile.services': 'services of one company',
    'RankedTenderEdge.reasons': 'one for each part of the rank',
    'Readiness.checklist': 'four checks',
    'SpendByBuyer.rows': 'a hundred buyers at most, by its argument first',
    'SpendByBuyer.exclusions': 'one for each reason',
    'SourceMapping.fields': 'thirty fields at most',
    'MappingPreview.rows': 'the first twenty',
    'MappingPreview.absentFields': 'thirty fields at most',
    'MappedRow.values': 'thirty fields at most',
    'MappedRow.problems': 'one for each field',
    'MappedRowProblem.path': 'steps to one field',
    'Query.sourceHealth': 'one for each publisher',
    'Query.auditExports': 'the newest, twenty at most',
    'TeamTender.skills': 'a hundred at most',
    'Tender.awards': 'awards of one tender',
    'Tender.briefingSessions': 'meetings of one tender',
    'Query.nodes': 'a hundred at most, one for each id',
    'EntryConnection.statusCounts': 'one for each status',
    'Project.members': 'fifty at most',
    'HistoryEvent.changes': 'fields of one thing',
    'Comment.mentions': 'twenty at most',
    'Task.dependsOn': 'fifty at most',
    'EffectiveTender.overriddenFields': 'one for each field that can be overridden',
    'Activity.tags': 'twenty at most',
    'Activity.customFields': 'twenty at most',
    'Activity.participants': 'fifty at most',
    'EditEntriesSuccess.results': 'a hundred at most, one for each entry of the input',
    'EditEntriesSuccess.entries': 'a hundred at most, one for each entry of the input',
    'EditTasksSuccess.results': 'a hundred at most, one for each task of the input',
    'EditTasksSuccess.tasks': 'a hundred at most, one for each task of the input',
    'PlanProjectSuccess.tasks': 'one for each step',
    'Project.changesSinceSeen': 'the newest twenty',
    'Project.allowedTransitions': 'steps from one place',
    'ProjectHealth.factors': 'one for each check',
    'ProjectTransition.requiredFields': 'fields of a project',
    'TransitionRefused.missingFields': 'fields of a project',
    'Dashboard.projectStageCounts': 'one for each stage',
    'Dashboard.projectStatusCounts': 'one for each status',
    'Dashboard.entryStatusCounts': 'one for each status',
    'Dashboard.taskStatusCounts': 'one for each status',
    'Dashboard.recentChanges': 'the newest ten',
    'Query.projectTransitions': 'one for each step of a project',
    'TrackTendersSuccess.entries': 'a hundred at most, one for each tender of the input',
    'TrackTendersSuccess.results': 'a hundred at most, one for each tender of the input',
    'TenderSummary.engineFailures': 'one for each engine',
    'TenderAnswer.facts': 'one or two for each kind of fact',
    'TenderAnswer.passages': 'the best five',
    'TenderAnswer.documentPassages': 'the best five',
    'TeamTenderScore.parts': 'four at most',
    'Draft.engineFailures': 'one for each model',
    'Draft.sections': 'one for each heading',
    'DraftSection.sentences': 'forty at most',
    'TenderSummary.keyPoints': 'one for each kind of fact',
    'TenderSummary.keyFacts': 'one for each kind of fact',
    'KeyFact.codes': 'twenty at most',
    'Readiness.remedies': 'a few for each of four checks',
    'ReadinessCheck.required': 'forty at most',
    'ReadinessCheck.held': 'forty at most',
    'TendersByProvince.exclusions': 'one for each reason',
    'TendersByProvince.rows': 'ten provinces at most',
    'TeamSettings.invitationDomains': 'twenty at most',
    'FilterPreferences.provinces': 'ten provinces at most',
    'NotificationPreferences.types': 'one for each type of notification',
    'Viewer.permissions': 'permissions of one role',
    'Role.permissions': 'permissions of one role',
    'SystemRole.permissions': 'permissions of one role',
    'Team.limits': 'one for each thing that is limited',
    'Team.systemRoles': 'four roles',
    'EmptySearchReason.filters': 'filters of one question',
    'TenderEdge.highlights': 'three fields',
    'Highlight.parts': 'parts of one text',
    'EmptySearchReason.staleSources': 'one for each publisher',
    'TenderFacets.briefing': 'with and without',
    'TenderFacets.buyers': 'the 50 largest',
    'TenderFacets.categories': 'the 50 largest',
    'TenderFacets.methods': 'the 50 largest',
    'TenderFacets.procurementCategories': 'the 50 largest',
    'TenderFacets.provinces': 'ten provinces at most',
    'TenderConnection.recognisedProvinces': 'ten provinces at most',
    'TenderFacets.statuses': 'one for each status',
    'TenderFacets.values': 'seven ranges',
    'AwardSnapshot.supplierNames': 'winners of one award',
    'ChangeFeed.changes': 'a page of the feed, which goes on by its own cursor',
    'Tender.overrides': 'one for each field of one tender',
    'TenderSnapshot.awards': 'awards of one tender',
    'TenderSnapshot.briefingSessions': 'meetings of one tender',
    'TenderVersion.changes': 'fields of one tender',
    'CidbRequirements.designations': 'designations that one text states',
    'CidbRequirements.notApplicable': 'sentences of one text',
    'BbbeeRequirements.levels': 'requirements that one text states',
    'BbbeeRequirements.enterprises': 'two kinds at most',
    'StatedPreference.systems': 'two at most',
    'StatedPreference.goals': 'goals that one text states',
    'StatedPreference.proof': 'sentences of one text',
    'InvalidInput.problems': 'one for each field of a form',
    'InputProblem.path': 'steps to one field',
    'Viewer.memberships': 'teams of one person, up to 100',
    'Viewer.sessions': 'open sessions of one person, the newest 20',
  };
  // `path` of a user error: the steps to one field of an input.
  const isPath = ({ parent, coordinate }: (typeof fields)[number]) =>
    coordinate.endsWith('.path') && parent.getInterfaces().some(({ name }) => name === 'UserError');
  const lists = fields.filter(
    (one) =>
      isListType(getNullableType(one.field.type)) &&
      !/Connection\.(?:edges|nodes)$/u.test(one.coordinate) &&
      !isPath(one),
  );

  test('is a connection, or one of the short ones that are named here', () => {
    expect(lists.map(({ coordinate }) => coordinate).filter((coordinate) => !(coordinate in short))).toEqual([]);
  });

  // One for each id, in their order: null where there is nothing to see.
  const withGaps = ['Query.nodes'];

  test('holds no nulls', () => {
    expect(
      lists
        .filter(({ field }) => {
          const list = getNullableType(field.type);
          return isListType(list) && !isNonNullType(list.ofType);
        })
        .map(({ coordinate }) => coordinate),
    ).toEqual(withGaps);
  });

  const connections = fields.filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'));

  test.each(connections)('$coordinate is a Relay connection', ({ field }) => {
    const connection = getNamedType(field.type);
    if (!isObjectType(connection)) throw new Error(`${connection.name} is no object.`);
    const edge = getNamedType(connection.getFields()['edges']?.type ?? field.type);
    expect(field.args.map(({ name }) => name)).toEqual(expect.arrayContaining(['first', 'after']));
    expect(String(connection.getFields()['edges']?.type)).toBe(
      `[${connection.name.replace(/Connection$/u, 'Edge')}!]!`,
    );
    expect(String(connection.getFields()['pageInfo']?.type)).toBe('PageInfo!');
    expect(isObjectType(edge) ? Object.keys(edge.getFields()).sort() : []).toEqual(
      expect.arrayContaining(['cursor', 'node']),
    );
  });
});

describe('a subgraph that is away takes nothing with it', () => {
  test('because every field of Query may be null', () => {
    const queries = fields.filter(({ parent, field }) => parent === schema.getQueryType() && isNonNullType(field.type));
    expect(queries.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  test('because every field that leads to a thing of another subgraph may be null', () => {
    const owners = fieldOwners();
    const crossing = fields.filter(({ parent, field }) => {
      const target = getNamedType(field.type);
      if (!isObjectType(target) || parent === schema.getQueryType() || parent === schema.getMutationType())
        return false;
      const here = owners(parent.name, field.name);
      const strict = Object.values(target.getFields()).filter((one) => one.name !== 'id' && isNonNullType(one.type));
      return (
        isNonNullType(field.type) &&
        strict.some((one) => !owners(target.name, one.name).some((owner) => here.includes(owner)))
      );
    });
    expect(crossing.map(({ coordinate }) => coordinate)).toEqual([]);
  });
});

test('scalars say which text they take', () => {
  const scalars = types.filter(isScalarType);
  expect(scalars.filter(({ description }) => !/\d/u.test(description ?? '')).map(({ name }) => name)).toEqual([]);
});
