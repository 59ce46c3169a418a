import DossierClient

/// What of the record is exported.
public enum ExportSelection: Sendable {
    /// All of it.
    case record
    /// What of one kind matches, and nothing around it.
    case rows(ResourceKind, filter: String, search: String)
    /// What of one kind matches, with all that it refers to, and what that refers to.
    case matches(ResourceKind, filter: String, search: String)
    /// An incident by its name, what is said about it and answers that, and all that these refer to.
    case incident(String)
}
