import DossierFormats
import Foundation

/// A bundle of our own making that has everything that an import understands, and something of what it does not.
enum SmallBundle {
    static func id(_ type: String, _ number: Int) -> String {
        "\(type)--00000000-0000-4000-8000-\(String(repeating: "0", count: 12 - "\(number)".count))\(number)"
    }

    /// An object with what all have, by the desk of number 1 unless told otherwise.
    static func object(_ type: String, _ number: Int, _ members: String = "", by author: Int? = 1) -> String {
        let author = author.map { #","created_by_ref":"\#(id("identity", $0))""# } ?? ""
        let members = members.isEmpty ? "" : ",\(members)"
        return """
            {"type":"\(type)","spec_version":"2.1","id":"\(id(type, number))","created":"2031-05-04T10:00:00.000Z",\
            "modified":"2031-05-05T11:00:00.000Z"\(author)\(members)}
            """
    }

    static func relationship(_ number: Int, _ type: String, _ from: String, _ to: String, _ members: String = "")
        -> String
    {
        let rest = members.isEmpty ? "" : ",\(members)"
        return object(
            "relationship",
            number,
            #""relationship_type":"\#(type)","source_ref":"\#(from)","target_ref":"\#(to)"\#(rest)"#
        )
    }

    static func bundle(_ objects: [String]) -> String {
        """
        {
          "type": "bundle", "id": "\(id("bundle", 1))",
          "objects": [
            \(objects.joined(separator: ",\n    "))
          ]
        }
        """
    }

    static let campaign = id("campaign", 20)
    static let wolf = id("threat-actor", 10)
    static let pack = id("intrusion-set", 11)

    /// In an order in which much refers to what comes later.
    static let objects = [
        object(
            "opinion",
            50,
            #""opinion":"disagree","explanation":"Too early.","object_refs":["\#(id("relationship", 30))"]"#
        ),
        relationship(
            30,
            "attributed-to",
            campaign,
            wolf,
            """
            "confidence":70,"description":"The tools are Grauwolf's.","labels":["draft"],\
            "object_marking_refs":["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"],\
            "external_references":[{"source_name":"gazette","url":"https://gazette.example/1"}]
            """
        ),
        object("identity", 1, #""name":"Ruritania's desk","identity_class":"organization""#, by: nil),
        object(
            "threat-actor",
            10,
            """
            "name":"Grauwolf","aliases":["Grauwolf","Grey Wolf"],"threat_actor_types":["nation-state","own-type"],\
            "description":"They work at night."
            """
        ),
        object("intrusion-set", 11, #""name":"The Pack","aliases":["GREY-WOLF"]"#),
        object("location", 12, #""country":"zz""#),
        relationship(31, "located-at", wolf, id("location", 12)),
        object(
            "campaign",
            20,
            """
            "name":"Outage of the tax office","description":"It was dark.","first_seen":"2031-05-01T00:00:00Z",\
            "last_seen":"2031-05-02T00:00:00Z"
            """
        ),
        object("identity", 2, #""name":"Tax office","identity_class":"organization""#, by: nil),
        relationship(32, "targets", campaign, id("identity", 2)),
        object(
            "incident",
            21,
            """
            "name":"Leak","extensions":{"extension-definition--ef765651-680c-498d-9894-99799f2fa126":{\
            "extension_type":"property-extension","determination":"suspected","investigation_status":"open",\
            "scores":[{"name":"damage","value":7}]}}
            """
        ),
        relationship(33, "part-of", id("incident", 21), campaign, #""start_time":"2031-05-01T00:00:00Z""#),
        relationship(34, "attributed-to", pack, wolf),
        relationship(35, "duplicate-of", pack, wolf, #""revoked":true"#),
        object(
            "report",
            40,
            """
            "name":"On the outage","published":"2031-05-06T00:00:00Z","report_types":["campaign"],\
            "object_refs":["\(id("relationship", 30))","\(campaign)"]
            """
        ),
        object("note", 51, #""abstract":"Seen","content":"It was dark.","object_refs":["\#(campaign)"]"#, by: nil),
        object("malware", 60, #""name":"Howl","is_family":true"#),
        relationship(36, "uses", wolf, id("malware", 60)),
        relationship(37, "targets", campaign, id("identity", 99)),
        object("note", 52, #""content":"Of nothing.","object_refs":["\#(id("malware", 60))"]"#),
        object("marking-definition", 70, #""definition_type":"statement","definition":{"statement":"(c) Desk"}"#),
    ]

    static let text = bundle(objects)
}
