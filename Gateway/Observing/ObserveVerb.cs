using LlmAspire.Gateway.Commands;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Observing;

/// <summary>
/// <c>observe</c>: reads an answer's body from a file with the observer that the gateway uses, and prints what it finds as JSON: to see what
/// the gateway makes of a provider's answer.
/// </summary>
internal sealed class ObserveVerb : IVerb
{
    /// <inheritdoc/>
    public string Name => "observe";

    /// <inheritdoc/>
    public int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        try
        {
            var arguments = ObserveArguments.Parse(args);
            var dialect = WireNames.Find(arguments.Wire)
                ?? throw new FormatException($"there is no wire '{arguments.Wire}'; there are {WireNames.List()}");
            var meter = new DialectMeter(dialect, new AnswerContent());
            meter.ReadHead(arguments.Status, arguments.ContentType?.Split(';')[0].Trim(), arguments.Header);
            Read(meter, arguments);
            output.WriteLine(ObservedAnswer.ToJson(meter));
            return 0;
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{exception.Message}. Usage: {ObserveArguments.Usage}");
            return Verbs.Misused;
        }
    }

    private static void Read(DialectMeter meter, ObserveArguments arguments)
    {
        using var file = File.OpenRead(arguments.File);
        var buffer = new byte[arguments.Split > 0 ? Math.Min(arguments.Split, 1024 * 1024) : 64 * 1024];
        int count;
        while ((count = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            meter.Feed(buffer.AsSpan(0, count));
        }

        meter.Complete();
    }
}
