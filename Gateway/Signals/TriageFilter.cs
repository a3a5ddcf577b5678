using System.Globalization;
using System.Text.Json;
using LlmAspire.Gateway.Errors;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Gateway.Signals;

/// <summary>Which conversations a caller wants to see. Without any wish those that are flagged.</summary>
internal sealed class TriageFilter
{
    private const int DefaultLimit = 100;
    private const int HighestLimit = 10_000;

    private string[] _qualities = [];
    private string[] _types = [];
    private bool? _flagged;

    /// <summary>The most conversations to give.</summary>
    public int Limit { get; private set; } = DefaultLimit;

    /// <summary>Whether to give whole reports, one a line.</summary>
    public bool IsExport { get; private set; }

    /// <summary>Reads a query: <c>quality</c>, <c>type</c> (dotted, whole or its beginning up to a dot; several with commas), <c>flagged</c>,
    /// <c>limit</c>, <c>format</c>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="filter">The filter.</param>
    /// <returns>What is wrong with it; null when all is well.</returns>
    public static GatewayError? Read(IQueryCollection query, out TriageFilter filter)
    {
        filter = new TriageFilter { _qualities = Words(query, "quality"), _types = Words(query, "type") };
        if (Array.Find(filter._qualities, quality => !Qualities.Contains(quality)) is not null)
        {
            return GatewayError.BadRequest($"'quality' may be {string.Join(", ", Qualities)}.", "quality");
        }

        if (Array.Find(filter._types, type => !SignalTaxonomy.Types.Any(known => IsWithin(known.Id, type))) is not null)
        {
            return GatewayError.BadRequest($"'type' may be {string.Join(", ", SignalTaxonomy.Types.Select(type => type.Id))}.", "type");
        }

        return filter.ReadFlag(query) ?? filter.ReadForm(query);
    }

    /// <summary>Whether a conversation is wanted.</summary>
    /// <param name="report">Its report.</param>
    public bool Wants(JsonElement report) =>
        (_flagged is null || report.GetProperty("flagged").GetBoolean() == _flagged)
        && (_qualities.Length == 0 || _qualities.Contains(report.GetProperty("overall_quality").GetString()))
        && (_types.Length == 0 || report.GetProperty("signal_counts").EnumerateObject()
            .Any(count => Array.Exists(_types, type => IsWithin(count.Name, type))));

    private static IEnumerable<string> Qualities => Enum.GetValues<ConversationQuality>().Select(quality => quality.Word);

    private GatewayError? ReadFlag(IQueryCollection query)
    {
        var given = query["flagged"].ToString();
        if (given.Length == 0)
        {
            _flagged = _qualities.Length + _types.Length == 0 ? true : null;
            return null;
        }

        _flagged = bool.TryParse(given, out var flagged) ? flagged : null;
        return _flagged is null ? GatewayError.BadRequest("'flagged' may be true or false.", "flagged") : null;
    }

    private GatewayError? ReadForm(IQueryCollection query)
    {
        var format = query["format"].ToString();
        if (format is not ("" or "json" or "jsonl"))
        {
            return GatewayError.BadRequest("'format' may be json or jsonl.", "format");
        }

        IsExport = format == "jsonl";
        var limit = query["limit"].ToString();
        if (limit.Length == 0)
        {
            Limit = IsExport ? HighestLimit : DefaultLimit;
            return null;
        }

        var isNumber = int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var most);
        Limit = most;
        return isNumber && most is >= 1 and <= HighestLimit
            ? null
            : GatewayError.BadRequest($"'limit' must be between 1 and {HighestLimit}.", "limit");
    }

    private static string[] Words(IQueryCollection query, string name) =>
        query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsWithin(string id, string type) =>
        id.StartsWith(type, StringComparison.Ordinal) && (id.Length == type.Length || id[type.Length] == '.');
}
