import ArgumentParser

/// An origin whose pages may call, exactly as browsers write it: SCHEME://HOST[:PORT], "null", or "*" for all.
struct AllowedOrigin: ExpressibleByArgument, CustomStringConvertible {
    let text: String

    init?(argument: String) {
        // Browsers write it in lower case and without a slash at the end: anything else would never match.
        let origin = /[a-z][a-z0-9+.\-]*:\/\/(?:[a-z0-9.\-]+|\[[0-9a-f:.]+\])(?::[0-9]+)?/
        guard ["*", "null"].contains(argument) || argument.wholeMatch(of: origin) != nil else { return nil }
        text = argument
    }

    var description: String { text }
}
