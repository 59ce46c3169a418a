import DossierWire

@testable import dossier

/// What the names of the example file stand for, as a server would tell.
enum AlbaniaNames {
    static let july = "Attack on Albania's government services, July 2022"

    static var book: NameBook {
        get throws { NameBook(try JSONValue(parsing: text).list) }
    }

    private static let text = """
        [{"name": "actors/albania", "displayName": "Albania"}, {"name": "actors/iran", "displayName": "Iran"},
         {"name": "actors/united-states", "displayName": "United States"},
         {"name": "actors/edi-rama", "displayName": "Edi Rama",
          "roles": [{"title": "Prime Minister", "organization": "actors/albania"}]},
         {"name": "actors/interior-ministry", "displayName": "Ministry of Interior of Albania"},
         {"name": "actors/mois", "displayName": "Ministry of Intelligence and Security of Iran"},
         {"name": "actors/allies", "displayName": "Albania's friendly countries and allies"},
         {"name": "actors/same-actors", "displayName": "The same actors as in July"},
         {"name": "actors/iranian-speaker", "displayName": "Unnamed speaker for Iran"},
         {"name": "actors/the-medium", "displayName": "News medium of the article of 10 September 2022"},
         {"name": "incidents/july-attack", "title": "\(july)"},
         {"name": "incidents/september-attack",
          "title": "Attack on the Albanian police's computer systems, September 2022"},
         {"name": "sources/article", "title": "News article of 10 September 2022 on the cyberattacks on Albania"},
         {"name": "statements/rama-accuses-iran", "speaker": "actors/edi-rama", "onBehalfOf": "actors/albania"},
         {"name": "statements/ministry-links-attacks", "speaker": "actors/interior-ministry"},
         {"name": "statements/rama-links-attacks", "speaker": "actors/edi-rama", "onBehalfOf": "actors/albania"},
         {"name": "statements/headline-blames-iran", "speaker": "actors/the-medium"},
         {"name": "statements/iran-rejects-accusation", "speaker": "actors/iranian-speaker",
          "onBehalfOf": "actors/iran"}]
        """
}

extension JSONValue {
    /// The elements of an array.
    var list: [JSONValue] { JSONValue(members: [("list", self)]).elements("list") }
}
