using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Authentication;

/// <summary>Registers the gateway's keys.</summary>
internal static class AuthenticationExtensions
{
    /// <summary>Adds the keys of <c>Gateway:ApiKeys</c>, and the refusal to be open to other machines without any.</summary>
    /// <param name="services">The gateway's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<AuthenticationOptions>()
            .Configure<IConfiguration>((options, configuration) => options.Read(configuration.GetSection(AuthenticationOptions.SectionName)));
        services.AddSingleton<IValidateOptions<AuthenticationOptions>, AuthenticationOptionsValidator>();
        services.AddSingleton<ApiKeyRing>();
        services.AddHostedService<BoundAddressCheck>();
        return services;
    }

    /// <summary>Middleware that asks for a key; stands behind what shapes answers and before everything that gives some.</summary>
    /// <param name="app">The gateway.</param>
    /// <returns>The same gateway.</returns>
    public static WebApplication UseApiKeys(this WebApplication app)
    {
        app.UseMiddleware<ApiKeyMiddleware>();
        return app;
    }
}
