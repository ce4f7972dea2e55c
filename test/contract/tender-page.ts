/** All that a page about one tender shows: what was published, what changed, and what the team has made of it. */
export const tenderPage = `
  query ($id: ID!) {
    me { role permissions account { displayName } team { name timeZone } }
    tender(id: $id) {
      id ocid title description reference status statusReason publisherStatus noticeKind version isPrivate url
      province deliveryLocation category procurementCategory method methodDetails specialConditions
      publishedAt opensAt enquiriesUntil closingAt closingAsPublished closingStatement
      value { amount currency } valueStatement buyerName releaseCount documentsReplacedAt
      source { name title status lastSuccessAt }
      buyer {
        id name tenderCount firstSeenAt lastSeenAt
        spend { awardCount usedAwardCount excludedAwardCount totals { value { amount currency } } exclusions { reason awardCount } }
        usualSuppliers(first: 5) { supplier { id name } lastAwardedAt awards { awardCount totals { value { amount currency } } } }
      }
      briefingSessions { heldAt isCompulsory venue }
      statedBriefing { isCompulsory source { field start end text } }
      cidbRequirements {
        designations { grade classOfWorks isOrHigher isPotentiallyEmerging alternativeGroup source { text } }
        mention { text } notApplicable { text } potentiallyEmerging { text }
      }
      bbbeeRequirements { levels { best worst source { text } } enterprises { kind isCondition source { text } } }
      preference {
        system systems { system source { text } } goals { text points source { text } } proof { text }
      }
      awards {
        key title status awardedAt value { amount currency } suppliers { id name }
        items(first: 10) { nodes { key description quantity unit } }
      }
      contracts(first: 10) { totalCount nodes { key title status startsAt endsAt value { amount currency } } }
      lots(first: 20) { totalCount nodes { key title status value { amount currency } } }
      items(first: 20) { totalCount nodes { key description quantity unit unitValue { amount currency } } }
      history(first: 20) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { version effectiveAt impact isSilent acknowledgement { acknowledgedAt } changes { path before after impact } }
      }
      unacknowledgedChanges(first: 20) { totalCount nodes { version impact } }
      overrides { field value original published reason updatedAt isOutdated updatedBy { account { displayName } } }
      entry {
        id status priority notes version createdAt updatedAt
        assignee { id account { displayName } } createdBy { id } updatedBy { id }
      }
      summary { state text keyPoints language model confidence generatedAt }
      readiness {
        score recommendation knownShare calculatedAt algorithmVersion
        checklist { part state points maxPoints evidence ruleKey ruleVersion }
        preference { name pricePoints goalPoints evidence source }
      }
    }
  }
`;
