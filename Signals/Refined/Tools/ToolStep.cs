using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>The calls of one assistant message: one step, however many run side by side.</summary>
/// <param name="MessageIndex">The assistant message.</param>
internal sealed record ToolStep(int MessageIndex)
{
    /// <summary>The calls, in the order sent.</summary>
    public List<ToolCall> Calls { get; } = [];

    /// <summary>True when several calls run side by side.</summary>
    public bool IsParallel => Calls.Count > 1;

    /// <summary>The tools of the step as one name.</summary>
    public string Name => Calls.Count == 1 ? Calls[0].Name : string.Join('+', Calls.Select(call => call.Name).Order(StringComparer.Ordinal));

    /// <summary>Equal for steps with equal calls, in any order.</summary>
    public ulong ArgumentsHash => Calls.Count == 1 ? Calls[0].ArgumentsHash : Calls.Aggregate(0ul, (sum, call) => sum + call.ArgumentsHash);

    /// <summary>Equal for steps that returned the same.</summary>
    public ulong ReplyHash => Calls.Aggregate(0ul, (sum, call) => sum + (call.Reply?.Fingerprint ?? 0));

    /// <summary>True when no call of the step returned anything of use so far.</summary>
    public bool IsFruitless => Calls.TrueForAll(call => call.Reply is null or { Outcome: not ToolOutcome.Data });

    /// <summary>True when a call of the step met a limit or a fault of a service: nothing the arguments could change.</summary>
    public bool IsExhausted => Calls.Exists(call => call.Reply is { IsExhaustion: true });

    /// <summary>True when a call of the step met a limit or fault that other arguments would meet too; a smaller input may pass.</summary>
    public bool IsHopeless => Calls.Exists(call => call.Reply is { IsExhaustion: true, Problem: not SignalType.ContextOverflow });

    /// <summary>The first number that came back, such as how many tests failed.</summary>
    public double? FirstNumber => Calls[0].Reply?.FirstNumber;
}
