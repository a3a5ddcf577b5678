using System.Collections.Frozen;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Recordings;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>Every kind of step that a script can have: what reads them and what the page about them is made of.</summary>
internal sealed class StepCatalog
{
    private static readonly string[] Pacing = ["chunks", "delay"];

    private readonly FrozenDictionary<string, StepKind> _byName;

    /// <summary>Knows the recordings that a step can replay.</summary>
    /// <param name="recordings">The recordings.</param>
    public StepCatalog(RecordingLibrary recordings)
    {
        All = [.. Words(), .. Timing(), .. Wire(recordings), .. Ends()];
        _byName = All.ToFrozenDictionary(kind => kind.Name);
    }

    /// <summary>The kinds, in the order in which they are best explained.</summary>
    public IReadOnlyList<StepKind> All { get; }

    /// <summary>Finds the kind of a step.</summary>
    /// <param name="names">The names of the step's members.</param>
    /// <returns>The kind; null when no member names one.</returns>
    public StepKind? Find(IEnumerable<string> names) => names.Select(_byName.GetValueOrDefault).FirstOrDefault(kind => kind is not null);

    private static IEnumerable<StepKind> Words() =>
    [
        new("say", "Says a text, one chunk a token or in so many chunks; {\"echo\":true} says the user back, {\"lorem\":n} n words.",
            """{"say":"Hello there","chunks":2,"delay":50}""", step => StepReader.Say(step, "say", DeltaKind.Text)) { Options = Pacing },
        new("reason", "Reasons, where the dialect shows it.",
            """{"reason":{"lorem":8}}""", step => StepReader.Say(step, "reason", DeltaKind.Reasoning)) { Options = Pacing },
        new("refuse", "Refuses in these words.",
            """{"refuse":"I cannot help with that."}""", step => StepReader.Say(step, "refuse", DeltaKind.Refusal)) { Options = Pacing },
        new("call", "Calls a tool, or several in parallel when it is an array; arguments given as a text are sent as they stand.",
            """{"call":{"name":"get_weather","arguments":{"city":"Oslo"}},"chunks":3}""", StepReader.Call) { Options = Pacing },
        new("huge", "Says so many megabytes of text, made while they are sent.",
            """{"huge":10,"chunkBytes":16384}""", StepReader.Huge) { Options = ["chunkBytes"] },
        new("usage", "Says these numbers as usage; null for a usage that is null, false for none.",
            """{"usage":{"input":100,"output":20,"cached":64,"cacheCreation":0,"reasoning":8}}""",
            StepReader.Usage) { SendsNothing = true },
        new("finish", "Gives this reason for the end: stop, length, tool_calls, refusal, content_filter.",
            """{"finish":"length"}""", StepReader.Finish) { SendsNothing = true },
    ];

    private static IEnumerable<StepKind> Timing() =>
    [
        new("wait", "Waits so many milliseconds; the headers of a stream have left by then.", """{"wait":500}""",
            step => [new Step.Wait(step.Milliseconds("wait"))]),
        new("slowHeaders", "Waits so many milliseconds before the headers.", """{"slowHeaders":500}""",
            step => [new Step.SlowHeaders(step.Milliseconds("slowHeaders"))]) { OnlyFirst = true, SendsNothing = true },
        new("pause", "Waits until POST /mock/gates/{name}/release.", """{"pause":"gate-1"}""", StepReader.Pause),
        new("never", "Says no more and keeps the connection; as the first step not even headers come.", """{"never":true}""",
            step => StepReader.True(step, "never", new Step.Never())),
    ];

    private static IEnumerable<StepKind> Wire(RecordingLibrary recordings) =>
    [
        new("split", "Cuts the wire from here on into writes of so many bytes, or of these sizes in turn; [] stops it.",
            """{"split":[1,2,5]}""", StepReader.Split) { SendsNothing = true },
        new("lines", "Ends lines from here on with lf, crlf or cr.", """{"lines":"crlf"}""",
            step => [new Step.Lines(step.Word("lines", ("lf", LineEnding.Lf), ("crlf", LineEnding.CrLf), ("cr", LineEnding.Cr)))])
        {
            SendsNothing = true,
        },
        new("compress", "Compresses the body: gzip, br or deflate.", """{"compress":"gzip"}""",
            step => [new Step.Compress(step.Word("compress", ("gzip", "gzip"), ("br", "br"), ("deflate", "deflate")))])
        {
            OnlyFirst = true, SendsNothing = true,
        },
        new("comment", "Sends a comment, which clients pass over; white space where the dialect has none.", """{"comment":"keep-alive"}""",
            step => [new Step.Comment(step.Text("comment"))]),
        new("ping", "Sends the dialect's sign of life.", """{"ping":true}""", step => StepReader.True(step, "ping", new Step.Ping())),
        new("send", "Sends text as it stands, outside of any framing.", """{"send":"data: {not json}\n\n"}""",
            step => [new Step.Send(step.Text("send"))]),
        new("garbage", "Sends so many bytes that are no UTF-8 and no framing.", """{"garbage":64}""",
            step => [new Step.Garbage(step.Number("garbage", 1, StepReader.MaxGarbage))]),
        new("replay", "Sends a recording exactly, with its status, headers and type; delay paces its events.",
            """{"replay":"openai-chat/name.sse","delay":10}""", step => StepReader.Replay(step, recordings))
        {
            Options = ["delay"], OnlyFirst = true,
        },
    ];

    private static IEnumerable<StepKind> Ends() =>
    [
        new("error", "Ends a stream with an error event in the dialect's shape; a whole answer becomes that status.",
            """{"error":{"message":"The server had an error","type":"server_error","code":"server_error","status":500}}""",
            StepReader.Error),
        new("status", "Answers with an error status; retryAfter in seconds; body replaces the dialect's own.",
            """{"status":429,"retryAfter":2,"message":"Slow down","code":"rate_limit_exceeded"}""", StepReader.Status)
        {
            Options = ["retryAfter", "message", "type", "code", "body"], OnlyFirst = true,
        },
        new("die", "Dies: reset (RST), close (FIN inside the body), truncate (HTTP ends well, the answer does not).", """{"die":"reset"}""",
            step => [new Step.Die(step.Word("die", ("reset", Death.Reset), ("close", Death.Close), ("truncate", Death.Truncate)))]),
    ];
}
