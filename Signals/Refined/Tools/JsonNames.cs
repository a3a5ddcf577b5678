using System.Collections.Frozen;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>What the members of JSON results are mostly called.</summary>
internal static class JsonNames
{
    private static readonly FrozenSet<string> Errors = Set(
        "error", "errors", "err", "fault", "exception", "failure", "error_message", "errormessage", "error_code", "errorcode", "error_type", "iserror",
        "is_error", "stderr_error", "faultstring", "fehler", "erreur", "erro", "fallo", "fout");

    private static readonly FrozenSet<string> Successes = Set("ok", "success", "successful", "succeeded", "is_success", "issuccess", "reachable");

    private static readonly FrozenSet<string> Statuses = Set(
        "status", "statuscode", "status_code", "httpstatus", "http_status", "http_code", "httpcode", "code", "result", "outcome", "stop", "stop_reason", "__type", "codigo", "código");

    private static readonly FrozenSet<string> FailureWords = Set(
        "error", "fail", "failed", "failure", "fault", "timeout", "timed_out", "unauthorized", "unauthenticated", "forbidden", "denied", "permission_denied",
        "access_denied", "rejected", "refused", "bad_request", "invalid", "invalid_request", "invalid_argument", "conflict", "unavailable",
        "service_unavailable", "rate_limited", "throttled", "too_many_requests", "quota_exceeded", "resource_exhausted", "deadline_exceeded",
        "internal", "internal_error", "not_implemented", "unimplemented", "unprocessable", "validation_error", "exception", "failed_precondition");

    private static readonly FrozenSet<string> Messages = Set(
        "message", "msg", "detail", "details", "reason", "description", "error_description", "title", "type", "name", "hint", "cause", "info", "stderr",
        "output", "text", "why", "mensaje", "mensagem", "nachricht", "meldung", "motivo", "grund", "exception",
        "errmsg", "status_text", "statustext", "parameter", "param", "field", "path");

    private static readonly FrozenSet<string> Arguments = Set("param", "parameter", "field", "argument", "arg", "loc");

    private static readonly FrozenSet<string> MessageMembers = Set(
        "message", "msg", "detail", "reason", "error_description", "errmsg", "mensaje", "mensagem", "nachricht", "meldung", "why");

    private static readonly FrozenSet<string> Envelope = Set(
        "documentation_url", "docs", "help", "help_url", "request_id", "requestid", "trace_id", "trace", "timestamp", "instance", "path", "type",
        "title",
        "retry_after", "support", "id", "ref", "reference");

    private static readonly string[] FailureEnds =
    [
        "Error", "Exception", "Exceeded", "Failure", "Fault", "Denied", "Timeout", "TimedOut", "_failed", "_required", "_missing", "_invalid",
        "_expired",
        "_declined", "_exhausted", "_unavailable", "_exists", "_conflict", "_mismatch", "AlreadyExists", "Unavailable", "Unreachable", "_not_allowed",
        "_frozen", "_locked", "_closed", "_taken", "_too_long", "_too_large", "TooLong", "TooLarge", "Required",
    ];

    private static readonly string[] FailureStarts =
    [
        "Invalid", "Missing", "Unknown_", "Unauthorized", "Forbidden", "Bad_", "BadRequest", "Malformed", "Unsupported", "not_in_", "no_such_",
        "Throttl", "AccessDenied", "insufficient_",
    ];

    private static readonly FrozenSet<string> Counts = Set(
        "count", "total", "hits", "matches", "found", "results", "num_results", "size", "length", "rows", "total_count", "totalcount", "exists", "took",
        "took_ms", "page", "row_count", "available", "n");

    private static readonly FrozenSet<string> EmptyWords = Set("none", "not found", "no results", "n/a", "nothing found", "no match", "not_found", "empty", "unknown");

    /// <summary>True for a member that is set only when a call failed.</summary>
    public static bool IsErrorMember(string name) => Errors.Contains(name);

    /// <summary>True for a member that is false when a call failed.</summary>
    public static bool IsSuccessMember(string name) => Successes.Contains(name);

    /// <summary>True for a member that gives a status.</summary>
    public static bool IsStatusMember(string name) => Statuses.Contains(name);

    /// <summary>
    /// True for a status that tells of failure: one of the common words, or a name made as those of exceptions and error codes are
    /// ("ThrottlingException", "RequestLimitExceeded", "card_declined").
    /// </summary>
    public static bool IsFailureStatus(string word) => FailureWords.Contains(word.Replace(' ', '_').Replace('-', '_'))
        || (!word.Contains(' ') && Array.Exists(FailureEnds, end => word.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
        || (!word.Contains(' ') && Array.Exists(FailureStarts, start => word.StartsWith(start, StringComparison.OrdinalIgnoreCase)));

    /// <summary>True for a member that an answer has besides its message when the message is all there is to it.</summary>
    public static bool IsEnvelope(string name) => Envelope.Contains(name) || IsStatusMember(name);

    /// <summary>True for a member that names what a refused call has wrong.</summary>
    public static bool NamesArgument(string name) => Arguments.Contains(name);

    /// <summary>True for a member that holds the message of an answer.</summary>
    public static bool IsMessage(string name) => MessageMembers.Contains(name);

    /// <summary>True for a member whose text explains an error when there is one.</summary>
    public static bool TellsOfErrors(string name) => Messages.Contains(name) || Errors.Contains(name) || Statuses.Contains(name);

    /// <summary>True for a member whose zero means that nothing was found.</summary>
    public static bool IsCount(string name) => Counts.Contains(name);

    /// <summary>True for a text that means that nothing was found.</summary>
    public static bool IsEmptyWord(string text) => EmptyWords.Contains(text);

    /// <summary>True for a member that differs from answer to answer although nothing changed: times and ids of requests.</summary>
    public static bool Varies(ReadOnlySpan<byte> name) =>
        name.EndsWith("time"u8) || name.EndsWith("timestamp"u8) || name.EndsWith("_at"u8) || name.EndsWith("request_id"u8)
        || name.EndsWith("requestId"u8) || name.EndsWith("trace_id"u8) || name.EndsWith("took"u8) || name.EndsWith("_ms"u8) || name.SequenceEqual("ts"u8);

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
