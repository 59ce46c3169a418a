import DossierCore

/// How the server is, for people: one page of HTML without scripts, which needs nothing else. It is XML, too.
struct StatusPage {
    /// Of the response.
    static let contentType = "text/html; charset=utf-8"
    /// Nothing is loaded and nothing is run.
    static let securityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    let window: ReportWindow
    /// It loads itself anew from time to time.
    let refreshes: Bool

    var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        \(refresh)<title>dossierd: \(window.now.isDraining ? "draining" : "serving")</title>
        <style>\(StatusStyle.sheet)</style>
        </head>
        <body>
        \(Headline(window: window, refreshes: refreshes).html)\
        <main>
        \(KeyFigures(window: window).html)\
        \(MethodTable(window: window).html)\
        \(SlowCallTable(calls: window.now.slowCalls).html)\
        \(ModuleTable(window: window).html)\
        <div class="cards">
        \(ConnectionTables(window: window).html)\
        \(StoreTables(window: window).html)\
        \(ProcessTables(window: window).html)\
        </div>
        </main>
        </body>
        </html>

        """
    }

    private var refresh: HTML {
        refreshes ? "<meta http-equiv=\"refresh\" content=\"\(Limits.statusRefreshSeconds)\"/>\n" : ""
    }
}
