import CDossierModule

@_cdecl("dossier_module_entry")
public func dossierModuleEntry(_ abi: UInt32) -> UnsafePointer<dossier_module>? { nil }
