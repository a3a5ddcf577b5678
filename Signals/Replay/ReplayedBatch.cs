using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reports;

namespace LlmAspire.Signals.Replay;

/// <summary>The reports on a batch of lines, as lines, and the lines that gave none.</summary>
internal sealed class ReplayedBatch
{
    // The lines are read by programs and people, never put into HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private readonly ArrayBufferWriter<byte> _reports = new();
    private readonly List<BadLine> _bad = [];

    private ReplayedBatch()
    {
    }

    /// <summary>The reports, one a line.</summary>
    public ReadOnlySpan<byte> Reports => _reports.WrittenSpan;

    /// <summary>The lines that gave no report.</summary>
    public IReadOnlyList<BadLine> Bad => _bad;

    /// <summary>How many lines gave one.</summary>
    public int Analyzed { get; private set; }

    /// <summary>Analyzes the lines of a batch.</summary>
    public static ReplayedBatch Of(LineBatch batch, IConversationAnalyzer analyzer)
    {
        var replayed = new ReplayedBatch();
        foreach (var (line, number) in batch.Lines)
        {
            replayed.Add(line, number, analyzer);
        }

        return replayed;
    }

    private void Add(ReadOnlyMemory<byte> line, long number, IConversationAnalyzer analyzer)
    {
        try
        {
            Add(line, analyzer);
            Analyzed++;
        }
        catch (JsonException exception)
        {
            _bad.Add(new BadLine(number, $"no valid JSON at byte {exception.BytePositionInLine}."));
        }
        catch (ConversationFormatException exception)
        {
            _bad.Add(new BadLine(number, exception.Message));
        }
    }

    private void Add(ReadOnlyMemory<byte> line, IConversationAnalyzer analyzer)
    {
        if (line.IsEmpty)
        {
            throw new ConversationFormatException($"longer than {LineReader.LongestLine / 1024 / 1024} MB.");
        }

        using var document = JsonDocument.Parse(WithoutMark(line), Deep);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("messages", out var messages))
        {
            throw new ConversationFormatException("no object with 'messages'.");
        }

        var id = IdOf(root);
        var report = analyzer.Analyze(ConversationReader.Read(messages));
        using var json = new Utf8JsonWriter(_reports, Readable);
        json.WriteStartObject();
        json.WritePropertyName("id");
        json.WriteRawValue(id);
        json.WritePropertyName("report");
        ReportJson.Write(json, report);
        json.WriteEndObject();
        json.Flush();
        _reports.Write("\n"u8);
    }

    private static string IdOf(JsonElement root)
    {
        try
        {
            return root.TryGetProperty("id", out var id) ? id.GetRawText() : "null";
        }
        catch (InvalidOperationException exception)
        {
            throw new ConversationFormatException("'id' is no valid Unicode.", exception);
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> line) =>
        line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
}
