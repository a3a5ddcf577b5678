using System.Text.Json;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>On which line each member of a JSON text stands: a parsed document has forgotten.</summary>
internal sealed class MemberLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>Finds the members of <paramref name="json"/>.</summary>
    /// <param name="json">JSON that can be parsed.</param>
    public MemberLines(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(
            json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var containers = new Stack<Container>();
        var line = 1;
        var counted = 0;
        while (reader.Read())
        {
            var at = (int)reader.TokenStartIndex;
            line += json[counted..at].Count((byte)'\n');
            counted = at;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    containers.Peek().Member = reader.GetString()!;
                    _lines[PathOf(containers)] = line;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Mark(containers, line);
                    containers.Push(new Container(reader.TokenType == JsonTokenType.StartArray));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    containers.Pop();
                    break;
                default:
                    Mark(containers, line);
                    break;
            }
        }
    }

    /// <summary>The line of a member.</summary>
    /// <param name="path">The member, such as <c>steps[2].say</c>.</param>
    /// <returns>The line, counted from 1; that of the nearest member around it when it is not there itself.</returns>
    public int Of(string path)
    {
        while (true)
        {
            if (_lines.TryGetValue(path, out var line))
            {
                return line;
            }

            var cut = path.LastIndexOfAny(['.', '[']);
            if (cut <= 0)
            {
                return 1;
            }

            path = path[..cut];
        }
    }

    private void Mark(Stack<Container> containers, int line)
    {
        if (containers.TryPeek(out var top) && top.IsArray)
        {
            top.Index++;
            _lines[PathOf(containers)] = line;
        }
    }

    private static string PathOf(Stack<Container> containers) =>
        string.Concat(containers.Reverse().Select(container =>
            container.IsArray ? $"[{container.Index}]" : $".{container.Member}")).TrimStart('.');

    private sealed class Container(bool isArray)
    {
        public bool IsArray { get; } = isArray;

        public int Index { get; set; } = -1;

        public string Member { get; set; } = "";
    }
}
