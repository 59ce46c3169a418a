import CPostgres
import Foundation

extension PostgresServer {
    /// Runs statements on a connection of their own, in one transaction.
    /// - Returns: the rows of the last; nil for NULL.
    @discardableResult
    package func sql(_ text: String, in database: String = "postgres", by door: Door = .socket) throws -> [[String?]] {
        guard let connection = PQconnectdb(address(of: database, by: door)) else {
            throw Failure(description: "no memory for a connection")
        }
        defer { PQfinish(connection) }
        guard PQstatus(connection) == CONNECTION_OK else {
            throw Failure(description: String(cString: PQerrorMessage(connection)))
        }
        let result = PQexec(connection, text)
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            throw Failure(description: "\(text): \(String(cString: PQerrorMessage(connection)))")
        }
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
            }
        }
    }

    /// Makes an empty database.
    /// - Returns: its name.
    package func makeDatabase() throws -> String {
        let name = "d" + UUID().uuidString.replacing("-", with: "").lowercased()
        // Copied as files it costs two thirds of what it does by the log.
        try sql("CREATE DATABASE \(name) TEMPLATE template0 STRATEGY file_copy")
        return name
    }

    /// Deletes a database, whoever still uses it.
    package func drop(_ database: String) throws { try sql("DROP DATABASE IF EXISTS \(database) WITH (FORCE)") }
}
