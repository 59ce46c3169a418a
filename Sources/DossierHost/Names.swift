import DossierStore

// ModuleKit has its own, module authors' words for these: here they mean the store's.
typealias Kind = DossierStore.Kind
typealias Query = DossierStore.Query
/// The record.
public typealias Store = DossierStore.Store
