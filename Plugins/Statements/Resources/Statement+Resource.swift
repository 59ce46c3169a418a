import CDossierProtos
import ModuleKit

/// Statements, as a resource.
let statements = Resource(
    Dossier__V1__Statement.self,
    dossier__v1__statement__type(),
    kind: Kinds.statements,
    singular: "Statement",
    plural: "Statements",
    check: { statement, check in
        StatementCheck(statement, check).run()
    },
    checkInTransaction: { transaction, statement, name throws(Interrupt) in
        try SelfReference.check(statement, name)
        try Retraction.check(statement, name, in: transaction)
    }
)
