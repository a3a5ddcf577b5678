using System.Globalization;

namespace LlmAspire.Gateway.Observing;

/// <summary>The arguments of the verb <c>observe</c>.</summary>
internal sealed class ObserveArguments
{
    /// <summary>How it is called.</summary>
    public const string Usage =
        "observe --wire W --status N --content-type T [--header K=V]... [--split N] FILE";

    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private ObserveArguments()
    {
    }

    /// <summary>The word of the dialect that the answer is expected in.</summary>
    public string Wire { get; private set; } = "";

    /// <summary>The answer's HTTP status.</summary>
    public int Status { get; private set; } = 200;

    /// <summary>The answer's content type.</summary>
    public string? ContentType { get; private set; }

    /// <summary>How many bytes the observer gets at a time; 0 for all at once.</summary>
    public int Split { get; private set; }

    /// <summary>The file with the answer's body.</summary>
    public string File { get; private set; } = "";

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>What they say.</returns>
    /// <exception cref="FormatException">They make no sense; the message is one line that says why.</exception>
    public static ObserveArguments Parse(IReadOnlyList<string> args)
    {
        var parsed = new ObserveArguments();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                parsed.File = parsed.File.Length == 0 ? args[i] : throw new FormatException($"one FILE is read, '{args[i]}' is a second");
                continue;
            }

            var value = i + 1 < args.Count ? args[i + 1] : throw new FormatException($"{args[i]} needs a value");
            parsed.Set(args[i++], value);
        }

        return parsed.Wire.Length == 0 ? throw new FormatException("--wire is missing")
            : parsed.File.Length == 0 ? throw new FormatException("FILE is missing")
            : parsed;
    }

    /// <summary>The value of a header.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The value, null when there is no such header.</returns>
    public string? Header(string name) => _headers.GetValueOrDefault(name);

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "--wire":
                Wire = value;
                break;
            case "--status":
                Status = Number(name, value, 100, 599);
                break;
            case "--content-type":
                ContentType = value;
                break;
            case "--split":
                Split = Number(name, value, 1, int.MaxValue);
                break;
            case "--header":
                var at = value.IndexOf('=', StringComparison.Ordinal);
                _headers[at > 0 ? value[..at] : throw new FormatException($"--header is '{value}': it must be NAME=VALUE")] = value[(at + 1)..];
                break;
            default:
                throw new FormatException($"there is no {name}");
        }
    }

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{name} is '{value}': it must be a whole number from {least} to {most}");
}
