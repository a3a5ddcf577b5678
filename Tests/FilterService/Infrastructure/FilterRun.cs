using System.Buffers;
using System.Text;
using LlmAspire.FilterService;
using LlmAspire.FilterService.Dialects;
using LlmAspire.FilterService.Rules;
using LlmAspire.FilterService.Streams;

namespace LlmAspire.Tests.FilterService.Infrastructure;

/// <summary>Filters events in memory, without HTTP, for tests that need very many runs.</summary>
internal sealed class FilterRun : IDisposable
{
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly FilterSession _session;
    private int _sent;

    /// <summary>Begins an answer.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="path">What the client called.</param>
    /// <param name="isRequest">Whether it is a request.</param>
    public FilterRun(RuleSet rules, string path, bool isRequest = false) =>
        _session = new FilterSession(rules, DialectCatalog.Find(path)!, isRequest, _output);

    /// <summary>What has come back so far.</summary>
    public string Output => Encoding.UTF8.GetString(_output.WrittenSpan);

    /// <summary>Whether the filter reads nothing more.</summary>
    public bool Ended => _session.Ended;

    /// <summary>What a gateway would deliver of it: no verdicts, no numbers, no progress.</summary>
    public IReadOnlyList<string> Delivered =>
    [
        .. Output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(block => !block.StartsWith("event: filter.verdict", StringComparison.Ordinal))
            .Select(block => string.Join('\n', block.Split('\n').Where(line => !line.StartsWith("id: ", StringComparison.Ordinal))))
            .Where(block => !(block.StartsWith(':') && int.TryParse(block.AsSpan(1), out _))),
    ];

    /// <summary>The verdicts' JSON in order.</summary>
    public IReadOnlyList<string> Verdicts =>
    [
        .. Output.Split("\n\n").Where(block => block.StartsWith("event: filter.verdict", StringComparison.Ordinal))
            .Select(block => block.Split("data: ")[1]),
    ];

    /// <summary>Makes rules ready.</summary>
    /// <param name="rules">Their names.</param>
    /// <returns>The rules.</returns>
    public static RuleSet Rules(params string[] rules) => Rules(rules.Select(rule => new RuleOptions { Rule = rule }));

    /// <summary>Makes rules ready.</summary>
    /// <param name="rules">Their settings.</param>
    /// <returns>The rules.</returns>
    public static RuleSet Rules(IEnumerable<RuleOptions> rules) => new([.. rules.SelectMany(RuleFactory.Create)]);

    /// <summary>Sends one event with the next number.</summary>
    /// <param name="lines">The event's lines.</param>
    public void Send(string lines)
    {
        _session.Accept(Encoding.UTF8.GetBytes($"{lines}\nid: {++_sent}\n\n"));
        _session.Acknowledge();
    }

    /// <summary>Sends events and ends the stream.</summary>
    /// <param name="events">The events' lines.</param>
    public void SendAll(IEnumerable<string> events)
    {
        foreach (var lines in events)
        {
            Send(lines);
        }

        _session.Finish();
    }

    public void Dispose() => _session.Dispose();
}
