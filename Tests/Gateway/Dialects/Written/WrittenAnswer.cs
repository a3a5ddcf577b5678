using System.Text;
using System.Text.Json.Nodes;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Observing;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>An answer written for these tests, and what is to be read from it.</summary>
internal sealed class WrittenAnswer
{
    private const string Nothing =
        """{"model":null,"response_id":null,"finish_reasons":[],"input_tokens":null,"output_tokens":null,"total_tokens":null,"cached_input_tokens":null,"cache_creation_tokens":null,"reasoning_tokens":null,"text":null,"tool_calls":[],"has_usage":false,"error":null}""";

    private readonly JsonObject _expected;

    /// <summary>An answer.</summary>
    /// <param name="name">What is special in it.</param>
    /// <param name="wire">The wire that is expected.</param>
    /// <param name="body">The body.</param>
    /// <param name="expected">The members that differ from an answer in which nothing stands.</param>
    public WrittenAnswer(string name, string wire, string body, string expected)
        : this(name, wire, Encoding.UTF8.GetBytes(body), expected)
    {
    }

    /// <summary>An answer in bytes.</summary>
    /// <param name="name">What is special in it.</param>
    /// <param name="wire">The wire that is expected.</param>
    /// <param name="body">The body.</param>
    /// <param name="expected">The members that differ from an answer in which nothing stands.</param>
    public WrittenAnswer(string name, string wire, byte[] body, string expected)
    {
        Name = name;
        Wire = wire;
        Body = body;
        _expected = JsonNode.Parse(Nothing)!.AsObject();
        foreach (var (member, value) in JsonNode.Parse(expected)!.AsObject())
        {
            _expected[member] = value?.DeepClone();
        }

        _expected["has_usage"] = _expected.Any(member => member.Key.EndsWith("_tokens", StringComparison.Ordinal) && member.Value is not null);
    }

    /// <summary>What is special in it.</summary>
    public string Name { get; }

    /// <summary>The wire that is expected.</summary>
    public string Wire { get; }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The media type; null to leave it to the body.</summary>
    public string? MediaType { get; init; }

    /// <summary>The headers.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>What is to be read.</summary>
    public string Expected => _expected.ToJsonString();

    /// <summary>What the observer reads.</summary>
    /// <param name="chunks">The body in parts.</param>
    /// <returns>JSON as in <see cref="Expected"/>.</returns>
    public string Observe(params ReadOnlyMemory<byte>[] chunks)
    {
        var meter = new DialectMeter(WireNames.Find(Wire)!, new AnswerContent());
        meter.ReadHead(Status, MediaType, Headers.GetValueOrDefault);
        return JsonNode.Parse(ObservedAnswer.ToJson(Reading.Read(meter, chunks)))!.ToJsonString();
    }
}
