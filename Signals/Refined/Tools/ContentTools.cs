namespace LlmAspire.Signals.Refined.Tools;

/// <summary>
/// Tells tools that return what somebody wrote (files, pages, logs, search results) from tools that act. In the first, words such as
/// "timeout"
/// are mostly content.
/// </summary>
internal static class ContentTools
{
    private static readonly string[] Parts =
    [
        "read", "cat", "fetch", "page", "grep", "tail", "log", "logs", "doc", "docs", "document", "browse", "browser", "web", "wiki", "diff", "kb", "help",
        "article", "articles", "transcript", "file", "view", "faq", "knowledge", "manual", "runbook", "guide", "note", "notes", "snippet", "code", "history",
        "news", "inbox", "comment", "comments", "review", "reviews", "incidents", "changelog", "policy", "spec", "readme", "wikipedia",
        "feedback", "survey", "url", "text", "content", "describe", "schema", "columns", "table", "tables", "inspect", "definition", "transcripts", "chapter",
        "lyrics", "captions", "lint", "linter", "validate", "validator", "probe", "monitor", "audit", "compile", "scan", "diagnose", "health",
    ];

    private static readonly string[] Actions =
    [
        "send", "write", "create", "update", "edit", "delete", "post", "put", "upload", "add", "set", "save", "move", "rename", "remove", "patch", "apply",
        "publish", "reply", "archive", "append", "replace", "insert", "copy", "submit", "mark", "assign", "close",
    ];

    private static readonly string[] Questions =
    [
        "get", "show", "list", "lookup", "find", "track", "status", "state", "info", "view", "search", "is", "has", "check", "availability", "available",
        "stock",
    ];

    private static readonly string[] Shells = ["shell", "bash", "exec", "terminal", "command", "cmd", "sh", "ssh", "console", "powershell", "run"];

    private static readonly string[] Printers =
    [
        "cat ", "tail ", "head ", "less ", "more ", "grep ", "rg ", "awk ", "sed ", "journalctl", "git log", "git show", "git diff", "git blame", "find ",
        "docker logs", "kubectl logs", "kubectl describe", "zcat ", "zgrep ", "echo ", "type ", "dmesg", "strings ", "jq ", "man ",
    ];

    /// <summary>True when the call asks how something stands: "closed" is an answer then and no refusal.</summary>
    public static bool Asks(ToolCall? call) => call is not null && NameParts(call.Name).Exists(part => Questions.Contains(part, StringComparer.Ordinal))
        && !NameParts(call.Name).Exists(part => Actions.Contains(part, StringComparer.Ordinal));

    /// <summary>True when the call asks for something that was written or recorded before.</summary>
    public static bool Returns(ToolCall? call)
    {
        if (call is null)
        {
            return false;
        }

        var isContent = false;
        foreach (var part in NameParts(call.Name))
        {
            if (part is "test" or "tests")
            {
                return true;
            }

            if (Shells.Contains(part, StringComparer.Ordinal))
            {
                return Array.Exists(Printers, printer => call.Arguments.Contains('"' + printer, StringComparison.OrdinalIgnoreCase));
            }

            if (Actions.Contains(part, StringComparer.Ordinal))
            {
                return false;
            }

            isContent |= Parts.Contains(part, StringComparer.Ordinal);
        }

        return isContent;
    }

    /// <summary>True unless both calls are of a shell and run different programs: those are steps and no guesses.</summary>
    public static bool IsSameProgram(ToolCall one, ToolCall other) =>
        !NameParts(one.Name).Exists(part => Shells.Contains(part, StringComparer.Ordinal))
        || FirstValueWord(one.Arguments).SequenceEqual(FirstValueWord(other.Arguments));

    // {"cmd": "git merge x"}, {"argv": ["git", "merge"]}: the first word of the first value.
    private static ReadOnlySpan<char> FirstValueWord(string arguments)
    {
        var colon = arguments.IndexOf(':', StringComparison.Ordinal);
        var value = arguments.AsSpan(colon + 1).TrimStart(" [\"");
        var end = value.IndexOfAny(" \",]}");
        return end < 0 ? value : value[..end];
    }

    private static List<string> NameParts(string name)
    {
        var parts = new List<string>();
        var from = 0;
        for (var i = 1; i <= name.Length && parts.Count < 8; i++)
        {
            if (i == name.Length || !char.IsLetterOrDigit(name[i]) || (char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
            {
                if (i > from)
                {
                    parts.Add(name[from..i].ToLowerInvariant().Trim('_', '-', '.', '/'));
                }

                from = i;
            }
        }

        return parts;
    }
}
