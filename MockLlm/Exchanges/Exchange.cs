using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Calls;
using LlmAspire.MockLlm.Dialects;
using LlmAspire.MockLlm.Faults;
using LlmAspire.MockLlm.Scripting;
using LlmAspire.MockLlm.Wire;
using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm.Exchanges;

/// <summary>
/// One call from its arrival to its end: read, checked against the faults, understood by its dialect, scripted, planned, played, logged in
/// one line.
/// </summary>
internal sealed partial class Exchange
{
    private readonly ModelCatalog _models;
    private readonly AnswerPlayer _player;
    private readonly FaultSwitches _faults;
    private readonly IOptions<MockLlmOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Exchange> _logger;

    /// <summary>Takes its parts.</summary>
    /// <param name="models">The scripts by name.</param>
    /// <param name="player">Plays answers.</param>
    /// <param name="faults">The switches.</param>
    /// <param name="options">The mock's settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Takes one line a call.</param>
    public Exchange(
        ModelCatalog models, AnswerPlayer player, FaultSwitches faults, IOptions<MockLlmOptions> options, TimeProvider time, ILogger<Exchange> logger)
    {
        _models = models;
        _player = player;
        _faults = faults;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>Answers a call.</summary>
    /// <param name="context">The call.</param>
    /// <param name="dialect">The API that it came to.</param>
    /// <returns>When the call is over.</returns>
    public async Task AnswerAsync(HttpContext context, IDialect dialect)
    {
        var call = new Call();
        var started = _time.GetTimestamp();
        try
        {
            await AnswerAsync(context, dialect, call);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            call.End = CallEnd.ClientGone;
        }

        var elapsed = _time.GetElapsedTime(started).TotalMilliseconds;
        Log.Ended(_logger, dialect.Name, context.Response.StatusCode, call.End, call.Chunks, elapsed);
    }

    private async Task AnswerAsync(HttpContext context, IDialect dialect, Call call)
    {
        var body = await RequestBody.ReadAsync(context.Request, _options.Value.MaxRequestBytes, context.RequestAborted);
        var failure = Faulted(dialect) ?? (body is null ? dialect.Wording.TooLarge() : null);
        if (failure is not null)
        {
            await RefuseAsync(context, dialect, failure, call);
            return;
        }

        var reading = Read(dialect, body!);
        var script = reading.Request is { } known ? _models.Find(known.Model) : null;
        if (reading.Request is not { } request || script is null)
        {
            await RefuseAsync(context, dialect, reading.Failure ?? dialect.Wording.UnknownModel(reading.Request!.Model), call);
            return;
        }

        var plan = AnswerPlanner.Plan(script, request);
        var writer = dialect.CreateWriter(request, Identify(body!), plan.Usage);
        await _player.PlayAsync(plan, writer, new ClientWire(context, _time), call, context.RequestAborted);
    }

    private Failure? Faulted(IDialect dialect) =>
        _faults.IsOn(Fault.Outage) ? dialect.Wording.Unavailable()
        : _faults.IsOn(Fault.RateLimit) ? dialect.Wording.RateLimited(_options.Value.RetryAfter)
        : null;

    private static RequestReading Read(IDialect dialect, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return dialect.Read(json.RootElement);
        }
        catch (JsonException)
        {
            return dialect.Wording.InvalidJson();
        }
    }

    private AnswerIdentity Identify(byte[] body) =>
        _options.Value.Deterministic ? AnswerIdentity.Repeatable(body, "") : AnswerIdentity.Unique(_time);

    private static async Task RefuseAsync(HttpContext context, IDialect dialect, Failure failure, Call call)
    {
        var output = new ArrayBufferWriter<byte>();
        dialect.WriteError(failure, output);
        context.Response.StatusCode = failure.Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = output.WrittenCount;
        if (failure.RetryAfter is { } retryAfter)
        {
            context.Response.Headers.RetryAfter = ((int)retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted);
        call.End = CallEnd.Refused;
    }

    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Information, "{Dialect} {Status} {End}, {Chunks} chunks, {ElapsedMs:0} ms")]
        public static partial void Ended(ILogger logger, string dialect, int status, CallEnd end, int chunks, double elapsedMs);
    }
}
