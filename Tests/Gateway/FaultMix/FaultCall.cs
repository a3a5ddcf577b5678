using System.Text.Json;

namespace LlmAspire.Tests.Gateway.FaultMix;

/// <summary>One call of the mix: what is asked, what the provider is told to do, and how it must end.</summary>
internal sealed class FaultCall
{
    private static readonly string[] Paths = ["/v1/chat/completions", "/v1/messages", "/v1/responses"];

    /// <summary>The call of a number.</summary>
    /// <param name="number">The number; the same one always is the same call.</param>
    public FaultCall(int number)
    {
        Kind = (FaultKind)(number % Enum.GetValues<FaultKind>().Length);
        Path = Paths[number / Enum.GetValues<FaultKind>().Length % Paths.Length];
        RequestId = $"mix-{number:D6}-{Kind}";
    }

    /// <summary>What goes wrong.</summary>
    public FaultKind Kind { get; }

    /// <summary>The API.</summary>
    public string Path { get; }

    /// <summary>By which everybody's records are joined.</summary>
    public string RequestId { get; }

    /// <summary>The outcomes that are right; a client that leaves while the last event passes may be taken for either.</summary>
    public IReadOnlyList<string> Outcomes => Kind switch
    {
        FaultKind.None or FaultKind.NoStream or FaultKind.Garbage or FaultKind.SlowClient => ["completed"],
        FaultKind.ErrorStatus => ["upstream_status"],
        FaultKind.Refused => ["connect_failed"],
        FaultKind.Stall or FaultKind.StallBeforeHeaders => ["upstream_timeout"],
        FaultKind.GoneBefore or FaultKind.GoneDuring => ["client_gone"],
        FaultKind.GoneAtEnd => ["completed", "client_gone"],
        _ => ["upstream_failed"],
    };

    /// <summary>How the mock must have seen the call end; null where it must not have seen it at all.</summary>
    public IReadOnlyList<string>? MockEnds => Kind switch
    {
        FaultKind.None or FaultKind.NoStream or FaultKind.Garbage or FaultKind.SlowClient => ["completed"],
        FaultKind.ErrorStatus => ["refused"],
        FaultKind.ErrorEvent => ["failed"],
        FaultKind.Refused or FaultKind.DeathBeforeHeaders or FaultKind.NoHttp => null,
        FaultKind.Stall or FaultKind.StallBeforeHeaders or FaultKind.GoneBefore or FaultKind.GoneDuring => ["client_gone"],
        FaultKind.GoneAtEnd => ["completed", "client_gone"],
        // Once it has closed its half, the gateway may be quicker to close the other.
        FaultKind.Close => ["died", "client_gone"],
        _ => ["died"],
    };

    /// <summary>Whether the client gets what the provider answers to its end, be it an error that the provider told of.</summary>
    public bool IsAnswered => Kind is FaultKind.None or FaultKind.NoStream or FaultKind.ErrorStatus or FaultKind.ErrorEvent or FaultKind.Garbage
        or FaultKind.SlowClient;

    /// <summary>The provider's script; null where it is none of the mock's.</summary>
    public string? Script => Kind switch
    {
        FaultKind.ErrorStatus => """[{"status":503}]""",
        FaultKind.ErrorEvent => """[{"say":"one two"},{"error":{"message":"overloaded"}}]""",
        FaultKind.DeathBeforeBody => """[{"die":"reset"}]""",
        FaultKind.Reset => """[{"say":"one two three"},{"die":"reset"}]""",
        FaultKind.Close => """[{"say":"one two three"},{"die":"close"}]""",
        FaultKind.CutShort => """[{"say":"one two three"},{"die":"truncate"}]""",
        FaultKind.StallBeforeHeaders => """[{"never":true}]""",
        FaultKind.Stall => """[{"say":"one two three"},{"never":true}]""",
        FaultKind.Garbage => """[{"say":"one two"},{"garbage":300},{"say":" three four"}]""",
        FaultKind.GoneBefore => """[{"slowHeaders":60000},{"say":"too late"}]""",
        FaultKind.GoneDuring => """[{"say":{"lorem":300},"chunks":300,"delay":50}]""",
        FaultKind.SlowClient => """[{"say":{"lorem":20},"chunks":20}]""",
        _ => """[{"say":"one two three four five"}]""",
    };

    /// <summary>The request's body.</summary>
    public string Body => JsonSerializer.Serialize(new
    {
        model = Kind switch
        {
            FaultKind.Refused => "refused/mock",
            FaultKind.DeathBeforeHeaders or FaultKind.NoHttp => "broken/mock",
            _ => "mock",
        },
        stream = Kind != FaultKind.NoStream,
        max_tokens = 1000,
        input = "hello",
        messages = new[] { new { role = "user", content = "hello" } },
    });
}
