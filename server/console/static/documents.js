/** Every GraphQL text of the console, in one place: the only lines to change when the schema's names change. */
export const DOCUMENTS = {
  signIn: `mutation signIn($identifier: String!, $password: String!) {
  signIn(identifier: $identifier, password: $password) { accessToken expiresAt }
}`,

  /** The aliases "name" and "clinic" are what the pages read. */
  viewer: `query viewer {
  viewer {
    name: displayName
    role
    plan
    clinic: clinicName
    permissions { key scope }
  }
}`,

  streamTicket: `mutation createStreamTicket {
  createStreamTicket { ticket }
}`,

  /** The board: where to begin, what stands there now, and what changes. */
  lastEvent: `query lastEvent {
  lastEvent
}`,

  todayVisits: `query todayVisits {
  viewer { timezone }
  appointmentCalendar {
    id
    stage
    startsAt
    removedAt
    rowVersion
    patient { shortName }
    doctor { displayName }
    room { name }
  }
}`,

  todayBoard: `subscription todayBoard($after: BigInt) {
  todayBoard(after: $after) {
    seq
    type
    node {
      id
      stage
      startsAt
      removedAt
      rowVersion
      patient { shortName }
      doctor { displayName }
      room { name }
    }
  }
}`,

  /** GraphiQL's first tabs; a tab is named after its operation. */
  examples: [
    {
      query: `# Run it as admin of one clinic, then of the
# other: the same query, other rows.
query listPatients {
  patients(first: 10) {
    nodes {
      mrn
      fullName
      age
      phoneNumbers(first: 1) { phoneNumber }
    }
    total
    pageInfo { hasNextPage endCursor }
  }
}`,
    },
    {
      query: `# Any part of name, phone, e-mail or number.
query searchPatients($search: String!) {
  patients(search: $search, first: 5) {
    nodes { id mrn fullName email }
    total
  }
}`,
      variables: { search: "nov" },
    },
    {
      query: `# Registers for the clinic's staff; refused
# to a patient, and nothing changes.
mutation registerPatient($input: RegisterPatientInput!) {
  registerPatient(input: $input) { id mrn fullName }
}`,
      variables: { input: { firstName: "Ada", lastName: "Example", birthDate: "1990-12-10" } },
    },
    {
      query: `# As patient: "viewer" answers, "patients" is
# null, with one error that says why.
query refusedField {
  viewer { displayName role }
  patients(first: 3) {
    nodes { fullName }
    total
  }
}`,
    },
    {
      query: `# Runs until stopped. Meanwhile register a
# patient in another window.
subscription clinicEvents {
  clinicEvents {
    seq
    type
    at
    node {
      subjectId
      changed
      actor { displayName }
    }
  }
}`,
    },
  ],
};
